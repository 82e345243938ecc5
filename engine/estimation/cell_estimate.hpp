#pragma once

#include "engine/estimation/estimator.hpp"
#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// What the moments of one cell say about one target, before any interval.
struct CellEstimate {
  double value = kAbsent;  ///< not yet multiplied by `per`
  double se = kAbsent;     ///< likewise
  double deff = kAbsent;
  double deff_wor = kAbsent;
  double weight = 0;  ///< T(1)
  double missing_share = kAbsent;
  moments::CellSums sums;
  CaseUnits units;
  bool no_cases = false;
  bool zero_denominator = false;

  /// A proportion that is exactly 0 or 1: by counting cases, not by comparing sums.
  [[nodiscard]] bool none() const { return sums.n_events == 0; }
  [[nodiscard]] bool all() const { return sums.n_events == sums.n; }
};

/// Value, variance, design effect and counts of `target` (variate number `variate` of `moments`) in one cell.
/// @param scratch  memory for the scores, reused between calls
CellEstimate estimate_cell(const design::SampleDesign& design, const moments::BreakdownMoments& moments,
                           std::size_t cell, std::size_t variate, const Target& target, Scores& scratch);

}  // namespace sondeo::estimation
