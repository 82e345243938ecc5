#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/estimation/domain_rows.hpp"
#include "engine/numeric/matrix.hpp"

namespace sondeo::estimation {

/// Several numbers estimated from one domain, with their joint variance.
struct JointEstimate {
  std::vector<double> values;
  numeric::Matrix covariance;      ///< NaN where there is none; `notes` say why
  CaseUnits units;                 ///< units and strata with cases
  std::vector<std::string> notes;  ///< "all_strata_lonely", "replicate_empty", "replicates_used=95/100"
};

/// A statistic that is defined by what it makes of the rows' weights, and by its influence function.
struct JointStatistic {
  std::size_t count = 0;  ///< how many numbers
  /// The numbers under other weights of the domain's rows; nothing where those leave it undefined.
  std::function<std::optional<std::vector<double>>(std::span<const double> weights)> values;
  /// Puts the linearised scores of the domain's `i`th row, its weight included.
  std::function<void(std::size_t i, std::span<double> scores)> scores;
};

/// The statistic under the rows' own weights, with linearised variance, or that of the replicates when the
/// rows have them (V = scale sum_r rscales_r (theta_r - c)(theta_r - c)'; replicates that leave the statistic
/// undefined as in `replicate_variance`).
/// @param weight  of all rows of the level
/// @return nothing when the statistic is not defined under the full weights
/// @source survey-statistics 2, 4, 10
[[nodiscard]] std::optional<JointEstimate> estimate_jointly(const LevelRows& rows, const DomainRows& domain,
                                                            std::span<const double> weight,
                                                            const JointStatistic& statistic);

/// Covariances of several lists of scores under the design; NaN where `linearized_covariance` is.
[[nodiscard]] numeric::Matrix covariance_matrix(const design::SampleDesign& design,
                                                std::span<const Scores> scores);

}  // namespace sondeo::estimation
