#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/estimation/estimate_spec.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/test_result.hpp"

namespace sondeo::estimation {

/// Tests of independence of two categorical variables under the design (survey-statistics 11).
///
/// F             Rao-Scott, second order: X2 / tr(D) against F(d0, d0 nu), d0 = tr(D)^2 / tr(D^2), where D is
///               the matrix of generalised design effects and X2 Pearson's statistic of the weighted table
/// chisq         Rao-Scott, first order: X2 / mean(diag D) against chi-squared((r - 1)(c - 1))
/// wald          Koch, Freeman and Freeman's W / k against F(k, nu), k = (r - 1)(c - 1)
/// adjusted-wald W (nu - k + 1) / (nu k) against F(k, nu - k + 1)
/// lincom        X2 against sum_i lambda_i F(1, d0 nu), lambda the eigenvalues of D, exactly
/// saddlepoint   the same by saddlepoint approximation
///
/// nu are the degrees of freedom of the table's rows by the rule of the run.
/// @source Rao and Scott (1984), Ann. Statist. 12:46-60; Thomas and Rao (1987), JASA 82:630-636; R survey
/// svychisq
enum class CrosstabTest { kF, kChisq, kWald, kAdjustedWald, kLincom, kSaddlepoint };
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 6> kCrosstabTestNames = {
    "f", "chisq", "wald", "adjusted-wald", "lincom", "saddlepoint"};

/// Most cells that a crossed table may have.
inline constexpr std::size_t kMostCrosstabCells = 400;

/// Two categorical variables whose independence is tested. Rows where either is missing are left out.
struct Crosstab {
  std::string variables;                       ///< as the user wrote them
  std::span<const std::int32_t> row_group;     ///< of each row of the level; -1 missing
  std::span<const std::int32_t> column_group;  ///< likewise
  std::span<const std::int8_t> base;           ///< 1 = in the base; empty: every row
  std::span<const double> weight;              ///< >= 0
  std::vector<CrosstabTest> tests;
};

/// The tests of a crosstab in every cell of every breakdown. What cannot be tested has a note and no figures:
/// "empty_domain", "one_category" (of either variable), "table_too_large", "singular_table", "no_df",
/// "all_strata_lonely", "replicate_empty". "empty_cells=N" is noted where combinations have no cases.
[[nodiscard]] std::vector<TestResult> test_crosstab(const LevelRows& rows, const Crosstab& crosstab,
                                                    std::span<const Breakdown> breakdowns,
                                                    const EstimateSpec& spec);

}  // namespace sondeo::estimation
