#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/design/margins.hpp"

namespace sondeo::weights {

/// Weights to be raked. Spans have the table's rows.
struct RakingProblem {
  const design::Regressors& regressors;  ///< of margins of categories
  std::span<const double> weights;       ///< d >= 0; rows with 0 take no part
  std::span<const double> totals;        ///< of the regressors, [p]
  double tolerance = 1e-12;              ///< of each total, relative
  std::size_t most_sweeps = 1000;
};

struct RakingSolution {
  bool converged = false;
  std::size_t sweeps = 0;
  std::vector<double> g;              ///< [rows]; 1 where the row takes no part
  std::vector<double> totals;         ///< what is reached, [p]
  std::vector<double> misfit;         ///< relative, [p]
  std::vector<double> margin_misfit;  ///< the largest of each margin
};

/// Iterative proportional fitting: each margin in turn is post-stratified, until after a sweep all totals are
/// met. The weights are those of `calibrate` by the raking distance.
/// @source Deming and Stephan (1940), Annals of Mathematical Statistics 11:427-444; R survey rake
[[nodiscard]] RakingSolution rake(const RakingProblem& problem);

}  // namespace sondeo::weights
