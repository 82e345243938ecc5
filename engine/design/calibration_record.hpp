#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/numeric/matrix.hpp"
#include "engine/numeric/sparse_rows.hpp"

namespace sondeo::design {

/// What a calibration did to the weights of a table's rows: all that the variance of calibrated estimates
/// needs. Rows of equal regressors share a profile, so that margins of categories cost nothing per row.
///
/// The weight after it is w = g d, d the weight before. Estimates then vary as their residuals: the term a of
/// a row is regressed on x with weights d / scale, and what is left is multiplied by w.
/// @source moments.md "Calibrated weights"; Deville and Sarndal (1992), JASA 87:376-382
struct CalibrationRecord {
  std::string name;                          ///< of the step, for tables
  std::vector<std::string> regressors;       ///< [p] "region=1", "household_size"
  numeric::SparseRows profiles;              ///< x of each profile, p columns
  std::vector<std::int32_t> profile_of_row;  ///< [rows]; -1: the row did not take part (no weight)
  std::vector<double> before;                ///< d, [rows]
  std::vector<double> after;                 ///< w = g d, [rows]
  std::vector<double> scale;                 ///< sigma^2 of the linear distance, [rows]; empty: 1
  /// Added to the diagonal of X'DX: soft constraints; [p], empty: all are met exactly
  std::vector<double> ridge;
  /// > 0: the residuals are what so many sweeps over the margins leave, each of which takes the unweighted
  /// mean of a group's a out of its rows: R survey's rake(), which for unequal d is another variance
  std::size_t sweeps = 0;
  std::vector<std::size_t>
      first_of_margin;  ///< [margins + 1] regressors, of categories; where there are sweeps
  /// Covariance of totals that are themselves estimates, [p x p]: b'Vb is added to the variance
  std::optional<numeric::Matrix> totals_covariance;

  [[nodiscard]] std::size_t rows() const { return profile_of_row.size(); }
};

}  // namespace sondeo::design
