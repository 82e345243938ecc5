#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/estimation/domain_rows.hpp"
#include "engine/estimation/estimate_spec.hpp"
#include "engine/estimation/model_result.hpp"
#include "engine/estimation/test_result.hpp"

namespace sondeo::estimation {

/// Which model, each with its canonical link. Only means and variances are assumed (quasi-likelihood): the
/// variance is the design's, so that no dispersion enters it.
enum class Family { kLinear, kLogistic, kPoisson };
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 3> kFamilyNames = {"linear", "logistic", "poisson"};

/// One variable's part in a regressor: its numbers, or whether its group is `group`.
struct RegressorFactor {
  std::span<const double> numbers;
  std::span<const std::int32_t> group_of_row;  ///< where `numbers` is empty
  std::int32_t group = 0;

  [[nodiscard]] double at(std::size_t row) const {
    if (!numbers.empty()) return numbers[row];
    return group_of_row[row] == group ? 1.0 : 0.0;
  }
};

/// A column of the model's matrix: the product of its factors; 1 without any.
struct Regressor {
  std::string name;   ///< "ell", "stype=H", "stype=H:ell", "(intercept)"
  std::string label;  ///< with labels instead of codes, empty if none
  std::size_t term;   ///< which of the model's terms
  std::vector<RegressorFactor> factors;

  [[nodiscard]] double at(std::size_t row) const {
    double value = 1;
    for (const auto& factor : factors) value *= factor.at(row);
    return value;
  }
};

/// A regression to be fitted. Spans have the level's rows.
struct Regression {
  std::string name;  ///< the formula as the user wrote it
  Family family = Family::kLinear;
  std::span<const double> y;
  std::vector<Regressor> regressors;
  std::vector<std::string> terms;        ///< names; a term without regressors is not tested
  std::span<const double> offset;        ///< added to the linear predictor; empty: none
  std::span<const std::int8_t> base;     ///< 1 = in the base; empty: every row
  std::span<const double> weight;        ///< >= 0
  std::span<const std::int8_t> present;  ///< 1 = all variables have a value
};

/// Most regressors of a model.
inline constexpr std::size_t kMostRegressors = 500;

/// A model with its design-based coefficients, and the Wald tests of its terms (and of all of them together,
/// the intercept apart).
struct FittedRegression {
  ModelResult model;
  std::vector<TestResult> tests;
};

/// Fits a model to the rows of its base that have all variables: weighted maximum (quasi-)likelihood by
/// iteratively reweighted least squares until nothing changes; variance A^-1 B A^-1 with A the weighted
/// information and B that of the scores' totals under the design; under replicates the model is fitted again
/// with the weights of each. Degrees of freedom: the rule's + 1 - p; given ones as they are.
/// @throws Error kModelEmpty (no rows), kModelResponse (y outside of what the family has), kModelSingular
///         (names the regressors that others determine), kModelSeparated (names those whose coefficients grow
///         without end), kModelNotConverged
/// @source survey-statistics 12; Binder (1983), Int. Statist. Rev. 51:279-292; R survey svyglm, regTermTest
[[nodiscard]] FittedRegression fit_regression(const LevelRows& rows, const Regression& regression,
                                              const EstimateSpec& spec);

}  // namespace sondeo::estimation
