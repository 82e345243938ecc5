#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/numeric/matrix.hpp"

namespace sondeo::numeric {

/// Least squares of z on p regressors, rows given one at a time: an orthogonal triangularisation of blocks of
/// rows, so that the condition of the regressors is not squared and only p x p numbers are kept. The same
/// bits for the same rows in the same order.
class LeastSquares {
 public:
  explicit LeastSquares(std::size_t regressors);
  ~LeastSquares();
  LeastSquares(const LeastSquares&) = delete;
  LeastSquares& operator=(const LeastSquares&) = delete;
  LeastSquares(LeastSquares&&) noexcept;
  LeastSquares& operator=(LeastSquares&&) noexcept;

  /// @param x  [p], already times the root of the row's weight, as `z`
  void add_row(std::span<const double> x, double z);

  /// Which regressors the ones before them determine: what those leave of it is at most 1e-7 of its length
  /// (R's rule), in their order.
  [[nodiscard]] std::vector<std::size_t> dependent();
  /// The coefficients. @return nothing when the regressors are exactly dependent
  [[nodiscard]] std::optional<std::vector<double>> solution();
  /// (X'X)^-1. [p x p]; nothing likewise
  [[nodiscard]] std::optional<Matrix> inverse_gram();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sondeo::numeric
