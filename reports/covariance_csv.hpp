#pragma once

#include <string>

#include "engine/estimation/covariance_matrix.hpp"

namespace sondeo::reports {

/// A covariance matrix as CSV: the header has "estimate" and the keys, each line a key and its covariances;
/// absent ones blank. Numbers are written as in the result table.
[[nodiscard]] std::string write_covariance_csv(const estimation::CovarianceMatrix& matrix);

}  // namespace sondeo::reports
