#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/estimation/estimate_spec.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/test_result.hpp"

namespace sondeo::estimation {

/// A design-based t test of a mean against a number, or of the difference between the means of two groups
/// (second minus first). t = (estimate - mu) / SE with the degrees of freedom of the rule less one, as R
/// survey's svyttest; given ones are taken as they are.
struct TTest {
  std::string variables;                  ///< as the user wrote it
  std::span<const double> y;              ///< of each row of the level, NaN missing
  std::span<const std::int32_t> group;    ///< 0 or 1, -1 missing; empty: one sample
  std::vector<std::string> group_labels;  ///< labels (or codes) of the two groups
  std::vector<std::string> group_codes;   ///< codes of the two groups
  double mu = 0;                          ///< the mean, or difference, that is tested
  std::span<const std::int8_t> base;      ///< 1 = in the base; empty: every row
  std::span<const double> weight;         ///< >= 0
};

/// A test in every cell of every breakdown, and beside each the estimate it is of: a row of measure `mean` or
/// `difference` (`category`: the codes of the groups, "2-1") with a t interval. What cannot be tested has a
/// note: "empty_domain", "one_category", "no_df", "zero_variance", "all_strata_lonely", "replicate_empty".
struct TTestRows {
  std::vector<Estimate> estimates;
  std::vector<TestResult> tests;
};
[[nodiscard]] TTestRows test_means(const LevelRows& rows, const TTest& test,
                                   std::span<const Breakdown> breakdowns, const EstimateSpec& spec);

}  // namespace sondeo::estimation
