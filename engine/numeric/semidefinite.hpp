#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/numeric/matrix.hpp"

namespace sondeo::numeric {

/// The equations A x = b of a symmetric, positive semidefinite A, as X'DX of regressors that may determine
/// each other: A = L D L' of A scaled to unit diagonal, rows in their order. A row of which the rows before
/// it leave at most 1e-10 (of its own length, squared) is dependent on them: its x is 0. What X x predicts
/// does not depend on which of them is left out.
class SemidefiniteSystem {
 public:
  explicit SemidefiniteSystem(Matrix a);

  [[nodiscard]] std::size_t size() const { return a_.rows; }
  /// Rows that the ones before them determine, ascending.
  [[nodiscard]] const std::vector<std::size_t>& dependent() const { return dependent_; }
  /// x with A x = b in all rows but the dependent ones, once refined. [size]
  [[nodiscard]] std::vector<double> solve(std::span<const double> b) const;
  /// b - A x. [size]
  [[nodiscard]] std::vector<double> residual(std::span<const double> x, std::span<const double> b) const;

 private:
  void decompose();
  [[nodiscard]] std::vector<double> solve_once(std::span<const double> b) const;

  Matrix a_;
  std::vector<double> scale_;             ///< 1 / root of the diagonal; 0 of a row of zeros
  Matrix factor_;                         ///< L transposed above the diagonal, D on it, of the scaled A
  std::vector<std::size_t> independent_;  ///< the rows that stand in `factor_`, ascending
  std::vector<std::size_t> dependent_;
};

}  // namespace sondeo::numeric
