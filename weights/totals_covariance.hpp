#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/design/margins.hpp"
#include "engine/numeric/matrix.hpp"
#include "engine/table/table.hpp"

namespace sondeo::weights {

/// The covariance of totals that are estimates, from a square table: the column `total` names a total as the
/// diagnostics do ("region=1", "sex,age=2/15-19", "income"), the other columns are named likewise. Totals
/// that the table does not have are known.
/// @param names  of all totals that are met. [p]
/// @return       [p x p], symmetric
/// @throws Error kCovarianceNames (names of no total), kCovarianceSquare (rows and columns differ),
///         kCovarianceNotNumber, kCovarianceAsymmetric, kCovarianceIndefinite
[[nodiscard]] numeric::Matrix covariance_of_table(const Table& table, const Written& file,
                                                  std::span<const std::string> names);

/// Of totals that are independent of each other. @param se  0 of known totals
[[nodiscard]] numeric::Matrix covariance_of_errors(std::span<const double> se);

/// The covariance given that the totals agree with each other. Margins of categories add up to the same
/// population: where one is known, or errs less, the errors of the others cannot add up to anything. With C
/// the combinations of regressors that are 0 in every row, V - V C (C'V C)^-1 C'V; V itself where it agrees.
/// Without it the variance would depend on which regressor is left out as dependent.
/// @param regressors  of the calibration   @param weights  before it; rows with 0 take no part
[[nodiscard]] numeric::Matrix agreeing_covariance(const numeric::Matrix& covariance,
                                                  const design::Regressors& regressors,
                                                  std::span<const double> weights);

/// The principal components of a covariance, each one standard error long; those of no length left out.
[[nodiscard]] std::vector<std::vector<double>> components_of(const numeric::Matrix& covariance);

}  // namespace sondeo::weights
