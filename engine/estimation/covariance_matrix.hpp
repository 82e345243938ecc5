#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/estimation/composite.hpp"

namespace sondeo::estimation {

/// Covariances of estimates of one design.
struct CovarianceMatrix {
  std::vector<std::string> keys;  ///< what each row and column is, as `--derive` names it
  std::vector<double> values;     ///< [keys x keys], symmetric; NaN beside an estimate without value

  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return values[row * keys.size() + column];
  }
};

/// Most estimates that a matrix may have.
inline constexpr std::size_t kMostCovarianceRows = 5'000;

/// Covariances of all pairs, from the scores alone: two domains without a PSU in common cost nothing but
/// their strata's means, and nothing is laid out as PSUs x estimates. Under replicates those of the
/// replicates' estimates. The same bits for any number of threads.
/// @param parts  estimates of one design; those without value get NaN
/// @source moments.md "Covariance of cells c, c'"; R survey svyby(covmat = TRUE)
[[nodiscard]] std::vector<double> covariances(const VarianceBasis& basis,
                                              std::span<const ScoredEstimate* const> parts, unsigned threads);

}  // namespace sondeo::estimation
