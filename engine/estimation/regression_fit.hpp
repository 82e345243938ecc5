#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/estimation/regression.hpp"
#include "engine/numeric/matrix.hpp"

namespace sondeo::estimation {

/// Why a fit has no result.
enum class FitFault { kNone, kSingular, kSeparated, kNotConverged };

/// The coefficients under some weights.
struct RegressionFit {
  FitFault fault = FitFault::kNone;
  std::vector<std::size_t> at_fault;  ///< regressors, for kSingular and kSeparated
  std::vector<double> coefficients;
  numeric::Matrix inverse_information;  ///< (sum w v x x')^-1 at the coefficients
  std::size_t iterations = 0;
};

/// Fits a model to a domain by iteratively reweighted least squares: steps are solved from the residuals, so
/// that the last of them leaves the estimating equations at rounding, and halved where they would raise the
/// deviance. It ends one step after the linear predictor moved by less than 1e-6.
class RegressionFitter {
 public:
  RegressionFitter(const Regression& regression, const DomainRows& domain);

  /// @param weights  of the domain's rows
  /// @param start    coefficients to begin with; empty: none known
  [[nodiscard]] RegressionFit fit(std::span<const double> weights, std::span<const double> start) const;

  /// Regressors of the domain's `i`th row.
  void fill(std::size_t i, std::span<double> x) const;
  /// What the model expects of the `i`th row.
  [[nodiscard]] double expected(std::size_t i, std::span<const double> coefficients) const;
  [[nodiscard]] double y(std::size_t i) const;

 private:
  struct Step;
  [[nodiscard]] double offset(std::size_t i) const;
  [[nodiscard]] double predictor(std::size_t i, std::span<const double> x,
                                 std::span<const double> coefficients) const;
  [[nodiscard]] Step solve(std::span<const double> weights,
                           const std::optional<std::vector<double>>& coefficients) const;
  [[nodiscard]] double deviance(std::span<const double> weights, std::span<const double> coefficients) const;
  [[nodiscard]] double largest_move(std::span<const double> step) const;
  [[nodiscard]] std::vector<std::size_t> moving(std::span<const double> step) const;

  const Regression& regression_;
  const DomainRows& domain_;
  std::vector<double> largest_;  ///< of each regressor, in absolute value
  double scale_ = 1;             ///< of the linear predictor
};

}  // namespace sondeo::estimation
