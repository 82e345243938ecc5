#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sondeo::numeric {

/// A small dense matrix, row by row: covariances of a few estimates, not data.
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;  ///< [rows x columns]

  Matrix() = default;
  Matrix(std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count), values(row_count * column_count) {}

  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
  [[nodiscard]] std::span<const double> row(std::size_t i) const {
    return std::span(values).subspan(i * columns, columns);
  }
};

/// J V J', symmetric: the covariance of J x where V is that of x.
/// @param j  [k x p]   @param v  [p x p], symmetric   @return [k x k]
[[nodiscard]] Matrix sandwich(const Matrix& j, const Matrix& v);

}  // namespace sondeo::numeric
