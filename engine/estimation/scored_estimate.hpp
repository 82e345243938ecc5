#pragma once

#include <vector>

#include "engine/estimation/cell_estimate.hpp"
#include "engine/estimation/estimate_cases.hpp"

namespace sondeo::estimation {

/// Which estimate: a target in a cell of a breakdown.
struct EstimateKey {
  std::size_t target = 0;
  std::size_t breakdown = 0;
  std::size_t cell = 0;
};

/// An estimate together with what variances of functions of it rest on, all in the target's unit.
struct ScoredEstimate {
  double value = kAbsent;
  CellEstimate cell;               ///< not multiplied by `per`
  Scores scores;                   ///< linearised
  std::vector<double> replicates;  ///< [R], NaN without a base; empty without replicates
  EstimateCases cases;             ///< of the targets and breakdowns that it was asked with

  /// Whether there are cases and, where one is divided by, a base.
  [[nodiscard]] bool has_value() const { return !cell.no_cases && !cell.zero_denominator; }
};

/// The estimates asked for, with their scores. Targets are reduced a few at a time; only the scores of the
/// estimates asked for are kept: a number for each PSU with cases of it.
/// @param targets  no quantiles
/// @return         [keys]
[[nodiscard]] std::vector<ScoredEstimate> score_estimates(const LevelRows& rows,
                                                          std::span<const Target> targets,
                                                          std::span<const Breakdown> breakdowns,
                                                          std::span<const EstimateKey> keys,
                                                          unsigned threads);

}  // namespace sondeo::estimation
