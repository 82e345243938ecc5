#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/design/calibration_record.hpp"
#include "engine/design/sample_design.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/scores.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/matrix.hpp"
#include "engine/numeric/semidefinite.hpp"
#include "engine/numeric/sparse_rows.hpp"

namespace sondeo::estimation {

/// The calibrations that some weights went through, in order, and the rows that they had.
struct CalibratedSample {
  std::span<const std::shared_ptr<const design::CalibrationRecord>> records;  ///< all of one table's rows
  std::span<const std::int32_t> unit_of_row;  ///< [rows of that table] the design's unit; -1: none
  std::size_t units = 0;                      ///< of the design
  /// The calibrated row of each row that is estimated from: its own, or its ancestor at the calibrated level.
  /// [rows of the level]
  std::span<const std::int32_t> calibrated_row;
  /// Where the errors of each calibration's totals stand among those of all that the sample went through, so
  /// that estimates by other weights have in common what they do. [records]; empty: one after the other
  std::span<const std::size_t> first_control = {};
};

/// Turns the scores of an estimate from calibrated weights into those of its calibration residuals.
///
/// Scores are linear in the rows' terms, so that it is enough to know them by unit, t_u, and by profile of
/// regressors, t_g. A calibration takes out of each unit what its regressors predict: e_u = t_u - M_u' b,
/// with b = A^-1 sum_g v_g x_g t_g, A = X' D X (D = d / scale), M_u = sum of w x in the unit, v = d / (scale
/// w). Several calibrations do so one after the other, each to what the one before left.
///
/// With `sweeps` D and w in v are 1, and A b = sum v x t is solved by so many sweeps of Gauss and Seidel from
/// 0.
///
/// Units outside a domain have residuals as well: the scores become those of every unit.
/// @source moments.md "Calibrated weights", "Two calibrations in sequence"; R survey svyrecvar (postStrata)
class CalibrationResiduals {
 public:
  explicit CalibrationResiduals(const CalibratedSample& sample);

  /// Rows of the level by profile; those of rows that no calibration had are left out.
  [[nodiscard]] const design::RowOrder& profiles() const { return order_; }
  [[nodiscard]] std::size_t profile_count() const { return order_.psu_start.size() - 1; }
  /// The profile of a row of the level; -1: none.
  [[nodiscard]] std::int32_t profile_of(std::size_t row) const { return profile_of_row_[row]; }

  /// The sums of v x t over all profiles, one list after the other for each calibration: what the residuals
  /// of one estimate need beside its scores.
  using Products = std::vector<numeric::CompensatedSum>;
  [[nodiscard]] Products no_products() const { return Products(product_count_); }
  /// Adds a score of a profile to the products.
  void add(std::int32_t profile, double score, Products& products) const;
  [[nodiscard]] Products products_of(const Scores& by_profile) const;

  /// Replaces the scores of the units with cases by the residuals of all units.
  void take_out(const Products& products, Scores& scores) const;

 private:
  /// One calibration, all but its totals by the profiles that the calibrations have together.
  struct Step {
    numeric::SparseRows regressors;  ///< x, [profiles x p]
    std::vector<double> factor;      ///< v, [profiles]
    std::optional<numeric::SemidefiniteSystem> system;
    std::size_t sweeps = 0;                    ///< > 0: b is what so many sweeps over the margins take out
    numeric::Matrix gram;                      ///< A, where there are sweeps
    std::vector<std::size_t> first_of_margin;  ///< where there are sweeps
    numeric::SparseRows unit_sums;             ///< M, [units x p]
    std::vector<numeric::Matrix> earlier;      ///< for each step before: sum of v x x' times its w
    numeric::Matrix totals_root;               ///< L with L L' the covariance of estimated totals; else empty
    std::size_t first_control = 0;             ///< where its errors stand
    std::size_t first_product = 0;
  };
  struct Profiles;

  void add_step(const CalibratedSample& sample, const design::CalibrationRecord& record,
                const Profiles& profiles);
  static std::vector<double> swept(const Step& step, std::span<const double> right);
  void set_earlier(const CalibratedSample& sample, const Profiles& profiles);
  [[nodiscard]] std::vector<std::vector<double>> coefficients(const Products& products) const;

  std::vector<Step> steps_;
  std::vector<std::int32_t> profile_of_row_;
  design::RowOrder order_;
  std::size_t units_ = 0;
  std::size_t product_count_ = 0;
  std::size_t control_count_ = 0;
};

/// Which weights of a level are calibrated.
class CalibratedWeights {
 public:
  /// @param weight  as the targets have it: the same memory
  void add(std::span<const double> weight, std::shared_ptr<const CalibrationResiduals> residuals);
  /// Null when nothing is known of a calibration of these weights.
  [[nodiscard]] const CalibrationResiduals* of(std::span<const double> weight) const;

 private:
  struct Known {
    const double* weight;
    std::shared_ptr<const CalibrationResiduals> residuals;
  };
  std::vector<Known> known_;
};

/// What the linearised variances of estimates with these weights take out; null under replicates, and of
/// weights of which no calibration is known.
[[nodiscard]] const CalibrationResiduals* calibration_of(const LevelRows& rows,
                                                         std::span<const double> weight);

}  // namespace sondeo::estimation
