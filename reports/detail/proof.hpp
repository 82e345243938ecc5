#pragma once

#include <span>
#include <vector>

#include "reports/detail/hidden_change.hpp"
#include "reports/detail/release_index.hpp"
#include "reports/protection.hpp"

namespace sondeo::reports {

/// Changes of counts under an alternative.
class CountChanges {
 public:
  CountChanges(const Release& release, const ReleaseIndex& index)
      : release_(release), index_(index), changes_(release.cells.size(), 0.0) {}

  /// [cells] Good until it is asked again.
  const std::vector<double>& of(const Alternative& alternative);

 private:
  const Release& release_;
  const ReleaseIndex& index_;
  std::vector<double> changes_;
};

/// Which sides of which counts are shown to be free.
class Proof {
 public:
  /// @param cells  those that are asked about
  Proof(const Release& release, const ReleaseIndex& index, std::vector<std::uint32_t> cells);

  /// @return whether it shows something new
  bool add(const Alternative& alternative);
  /// What is not shown yet.
  [[nodiscard]] std::vector<Demand> open() const;
  [[nodiscard]] bool is_open(const Demand& demand) const {
    return demand.change > 0 ? !above_[demand.cell] : !below_[demand.cell];
  }
  CountChanges& changes() { return changes_; }

 private:
  const Release& release_;
  std::vector<std::uint32_t> cells_;
  CountChanges changes_;
  std::vector<bool> above_;
  std::vector<bool> below_;
};

/// Whether a count moves as far as it must.
[[nodiscard]] bool reaches(double change, double need);

/// Of all sensitive counts, by some alternatives.
[[nodiscard]] Proof proof_by(const Release& release, const ReleaseIndex& index,
                             std::span<const Alternative> alternatives);

/// Those under which no published count changes.
[[nodiscard]] std::vector<Alternative> unseen(const Release& release, const ReleaseIndex& index,
                                              std::span<const Alternative> alternatives);

/// Whether an alternative agrees with what is known of atoms whatever is published.
[[nodiscard]] bool is_possible(const Release& release, const ReleaseIndex& index,
                               const Alternative& alternative);

}  // namespace sondeo::reports
