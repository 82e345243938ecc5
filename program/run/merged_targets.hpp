#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "engine/moments/merge.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// The targets of indicators whose rows come in parts: a category is known once it was met.
class MergedTargets {
 public:
  /// The targets of a part, and where their sums belong.
  struct Part {
    std::vector<estimation::Target> targets;
    std::vector<moments::MergedMoments::Place> places;
  };
  /// A target of all rows.
  struct Merged {
    estimation::Target target;  ///< its variate has no rows, only its kind
    std::size_t indicator = 0;
    moments::MergedMoments::Whole variate;
    bool negative = false;
  };

  /// Adds what an indicator has in a part. @param indicator  its position in the plan
  void add(std::size_t indicator, std::vector<estimation::Target> of_part, Part& part);

  /// All targets: by indicator, categories ascending.
  [[nodiscard]] std::vector<Merged> all() const;

 private:
  struct OfIndicator {
    std::map<CodeValue, Merged> categories;  ///< by code
    std::map<std::string, Merged> others;    ///< by category as it is written
    std::vector<std::string> order;          ///< of the others
    std::vector<Merged> without;             ///< what stands where no category was met
    std::int32_t presence = -1;              ///< of the categories
  };
  Merged& found(OfIndicator& of, std::size_t indicator, const estimation::Target& target);

  std::map<std::size_t, OfIndicator> indicators_;
  std::int32_t presences_ = 0;
  std::int32_t amounts_ = 0;
};

}  // namespace sondeo::run
