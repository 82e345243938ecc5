#pragma once

#include <cstdint>
#include <span>

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::estimation {

/// The cases of one estimate, by PSU.
struct ClusteredCases {
  std::span<const double> values;      ///< [cases] of what the estimate is a weighted mean of
  std::span<const double> weights;     ///< [cases] > 0
  std::span<const std::int32_t> psus;  ///< [cases] ascending
  std::span<const std::int32_t> stratum_of_psu;
};

/// How a variable varies between the PSUs of its strata and within PSUs. Weights are scaled to sum to n.
///
/// MSB = sum_i W_i (mean_i - mean_h)^2 / (m - H), MSW = sum_k w_k (y_k - mean_i)^2 / (n - m),
/// b0 = (n - sum_h sum_i W_i^2 / W_h) / (m - H), which is b where all PSUs have b cases and one weight;
/// variance of a case = MSW + (MSB - MSW) / b0; rho = (MSB - MSW) / (MSB + (b0 - 1) MSW).
/// With b cases in each PSU and one weight the variance of a mean is variance (1 + (b - 1) rho) / n exactly.
/// @source analysis of variance of clusters: Donner and Koval (1980), Biometrics 36:19-25; Kish (1965), 5.4
struct VarianceComponents {
  double n = 0;
  double psus = 0;
  double strata = 0;
  double between = kAbsent;    ///< MSB; none where no stratum has two PSUs
  double within = kAbsent;     ///< MSW; none where no PSU has two cases
  double mean_take = kAbsent;  ///< n / PSUs
  double variance = kAbsent;   ///< of a case
  double rho = kAbsent;        ///< below 0 where PSUs differ less than chance would have it
  double kish = kAbsent;       ///< 1 + relvar(w)
};
[[nodiscard]] VarianceComponents variance_components(const ClusteredCases& cases);

/// What a new sample of the same kind would be like.
struct SampleDesignPlan {
  double value = kAbsent;     ///< the estimate
  double variance = kAbsent;  ///< of a case
  double rho = 0;             ///< below 0 it is taken as 0
  double rest = 1;            ///< what else the design does: unequal weights, strata, calibration
  double take = 1;            ///< cases in a PSU, b
  double overlap = 0;         ///< share of the PSUs that the next edition has again
  double correlation = 0;     ///< of a shared PSU's effects in both editions
  double alpha = 0.05;        ///< of the two-sided test of a change
  double power = 0.8;
};

/// rest (1 + (b - 1) rho): what the design does to a variance; with rest = Kish's 1 + relvar(w), what unequal
/// weights and clusters do.
/// @source Kish (1965), 5.4; Gabler, Haeder and Lahiri (1999), Survey Methodology 25:105-106
[[nodiscard]] double planned_effect(const SampleDesignPlan& plan);
/// Standard error with n cases: sqrt(variance effect / n).
[[nodiscard]] double planned_se(const SampleDesignPlan& plan, double n);
/// Cases for a coefficient of variation: variance effect / (cv value)^2.
[[nodiscard]] double cases_for_cv(const SampleDesignPlan& plan, double cv);
/// The smallest change between two editions of n cases each that a test finds with the power:
/// (z_(1 - alpha/2) + z_power) sqrt(2 V - 2 C), V = variance rest (1 + (b - 1) rho) / n and, of the shared
/// PSUs, C = overlap correlation variance rest b rho / n.
/// @source Cochran (1977), 4.5 and 12.10; Kish (1965), 12.4
[[nodiscard]] double detectable_change(const SampleDesignPlan& plan, double n);
/// Cases of each edition for a change to be found: the same solved for n.
[[nodiscard]] double cases_for_change(const SampleDesignPlan& plan, double change);

}  // namespace sondeo::estimation
