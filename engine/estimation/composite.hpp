#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/estimation/scored_estimate.hpp"

namespace sondeo::estimation {

/// A smooth function of estimates: its value; where `gradient` is not empty, its derivatives go there.
using SmoothFunction = std::function<double(std::span<const double> estimates, std::span<double> gradient)>;

/// What the variance of a function of estimates rests on.
struct VarianceBasis {
  const design::SampleDesign& design;
  const design::ReplicateScheme* replicates = nullptr;  ///< null: linearised
};
[[nodiscard]] VarianceBasis variance_basis(const LevelRows& rows);

/// A smooth function of estimates with its standard error.
struct CompositeEstimate {
  double value = kAbsent;  ///< absent where the function has no finite value
  double se = kAbsent;
  bool negative_variance = false;    ///< possible with unequal probabilities alone; then there is no se
  bool smooth = true;                ///< false: no derivative there, and no linearised variance
  Scores scores;                     ///< of the function; PSUs with cases of any of its estimates
  CaseUnits units;                   ///< likewise
  std::vector<EstimateCases> cases;  ///< of its estimates
  std::size_t replicates = 0;
  std::size_t replicates_left_out = 0;
};

/// theta = g(theta_1, ..., theta_k): scores z = sum_j dg/dtheta_j z^(j), and so the covariances between the
/// estimates; under replicates g of each replicate's estimates.
/// @param parts  estimates of one design that have a value
/// @source moments.md "difference, standardised rate, any g(theta)"; R survey svycontrast
[[nodiscard]] CompositeEstimate composite_estimate(const VarianceBasis& basis,
                                                   std::span<const ScoredEstimate* const> parts,
                                                   const SmoothFunction& function);

/// sum_j factor_j z^(j), over the PSUs with cases of any of them.
[[nodiscard]] Scores combined_scores(std::span<const ScoredEstimate* const> parts,
                                     std::span<const double> factors);

}  // namespace sondeo::estimation
