#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// Totals and linearised variances of all variates of one cell at once, side by side in wide registers: what
/// `linearized_variance` and `case_units` say of each, where PSUs are drawn in one stage. Every variate has
/// its own sums, in the order of the PSUs, so that the bits do not depend on the processor.
/// @source survey-statistics 2; moments.md
class WideCell {
 public:
  using Entry = moments::BreakdownMoments::Entry;

  /// Whether the variances of these rows are of this kind: linearised, one stage, no lonely stratum that
  /// others lend a variance.
  [[nodiscard]] static bool serves(const LevelRows& rows);

  /// Adds up the terms. @param entries  of the cell, while the object is used @param terms  of each
  WideCell(std::span<const Entry> entries, std::size_t terms);
  [[nodiscard]] std::span<const double> totals() const { return totals_; }  ///< [terms]

  /// @param forms  of each variate's scores
  void set_scores(const design::SampleDesign& design, std::span<const ScoreForm> forms);
  [[nodiscard]] double variance(std::size_t variate) const { return variance_[variate]; }
  [[nodiscard]] const CaseUnits& units(std::size_t variate) const { return units_[variate]; }

 private:
  void add_units(const design::Stratum& stratum, std::span<const double> cases);

  std::span<const Entry> entries_;
  std::vector<double> totals_;
  std::vector<double> variance_;  ///< [variates]
  std::vector<CaseUnits> units_;  ///< [variates]
};

}  // namespace sondeo::estimation
