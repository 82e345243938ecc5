#pragma once

#include <span>

#include "engine/estimation/scored_estimate.hpp"
#include "program/run/cell_explanation.hpp"

namespace sondeo::run {

/// What a row of the result table rests on.
struct CellFigures {
  const estimation::Estimate& row;
  const estimation::Target& target;  ///< of a quantile: the share of the cases at or below it
  const estimation::ScoredEstimate& scored;
  const estimation::LevelRows& rows;
  const estimation::EstimateSpec& spec;
  bool quantile = false;
};

/// What a case adds to T(y).
[[nodiscard]] double weighted_y(const moments::Variate& variate, std::size_t row);

/// Sums over the cases of a cell: T(1), T(y) and, of ratios, T(x).
[[nodiscard]] WorkedFormula worked_estimate(const CellFigures& figures, std::span<const std::int8_t> cases);
/// The variance in the unit of the estimate (of a quantile: that of the share below it), by the method of the
/// design: linearised, of later stages, of unequal probabilities, of two phases, of replicates.
[[nodiscard]] WorkedFormula worked_variance(const CellFigures& figures);
/// What each stratum adds; nothing where a variance is no sum over strata.
[[nodiscard]] std::vector<StratumShare> strata_shares(const CellFigures& figures);
/// The factor of each replicate; nothing where all are 1.
[[nodiscard]] std::vector<double> replicate_factors(const CellFigures& figures);
[[nodiscard]] WorkedFormula worked_df(const CellFigures& figures);
[[nodiscard]] WorkedFormula worked_interval(const CellFigures& figures);
/// Design effect and coefficient of variation.
[[nodiscard]] WorkedFormula worked_effect(const CellFigures& figures);

}  // namespace sondeo::run
