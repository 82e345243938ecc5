#pragma once

#include <cstdint>
#include <span>

#include "engine/design/sample_design.hpp"

namespace sondeo::estimation {

/// The units of one stage, as its variance sees them.
struct StageUnits {
  std::span<const design::Stratum> strata;
  std::span<const std::int32_t> stratum_of_unit;
};

/// Totals of the units with cases; all other units of their strata have 0. With the same numbers as a and b
/// a covariance is a variance.
struct UnitTotals {
  std::span<const std::int32_t> units;  ///< ascending
  std::span<const double> a;            ///< [units]
  std::span<const double> b;            ///< [units]

  [[nodiscard]] UnitTotals part(std::size_t first, std::size_t last) const {
    return {units.subspan(first, last - first), a.subspan(first, last - first),
            b.subspan(first, last - first)};
  }
};

/// What a stratum contributes that has one unit, or cases in one unit only.
struct LonelyRule {
  design::LonelyPsu policy;
  bool in_domains;  ///< `adjust` and `average` count a stratum with cases in one of its units as lonely
};

/// (1 - f) n / (n - 1) of a stratum; of a single unit 1 - f.
[[nodiscard]] double stratum_factor(const design::Stratum& stratum);

/// Variance (or covariance) within one stage, of units drawn together or in several strata:
/// sum_h (1 - f_h) n_h / (n_h - 1) sum_i (a_i - mean_a) (b_i - mean_b), the sum over all n_h units.
/// @return NaN under `average` when every stratum with cases is lonely
/// @source survey-statistics 2 and 3
[[nodiscard]] double stage_covariance(const StageUnits& stage, const LonelyRule& rule,
                                      const UnitTotals& totals);

/// The same over all stages of a design, for totals of its units: each later stage adds, for each unit of the
/// stage before, its own variance times the sampling fractions above it.
/// @source survey-statistics 2; Saerndal, Swensson and Wretman (1992), result 4.4.1
[[nodiscard]] double design_covariance(const design::SampleDesign& design, const UnitTotals& totals);

}  // namespace sondeo::estimation
