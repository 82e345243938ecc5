#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "program/run/alternatives.hpp"

namespace sondeo::run::detail {

/// Collects alternatives, each the study with one change.
class AlternativeList {
 public:
  explicit AlternativeList(const Study& study) : study_(study) {}

  using Change = std::function<void(Study&)>;

  [[nodiscard]] const Study& study() const { return study_; }
  /// The study with a change.
  [[nodiscard]] Study with(const Change& change) const {
    Study changed = study_;
    change(changed);
    return changed;
  }
  void add(std::string name, const char* what, const Change& change) {
    add(std::move(name), what, std::vector<AlternativeRun>{{{with(change)}, {}, {}}});
  }
  void add(std::string name, const char* what, std::vector<AlternativeRun> runs) {
    alternatives_.push_back({std::move(name), what, std::move(runs)});
  }
  [[nodiscard]] std::vector<Alternative> take() { return std::move(alternatives_); }

 private:
  const Study& study_;
  std::vector<Alternative> alternatives_;
};

/// Who is in the base, what of the missing answers, and who is in the design.
void add_bases(AlternativeList& list);
void add_subsets(AlternativeList& list);

/// The indicators that are estimated.
[[nodiscard]] std::vector<questionnaires::Indicator*> estimated_indicators(Study& study);

}  // namespace sondeo::run::detail
