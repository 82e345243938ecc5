#include "engine/numeric/matrix.hpp"

#include "engine/numeric/compensated.hpp"

namespace sondeo::numeric {

Matrix sandwich(const Matrix& j, const Matrix& v) {
  Matrix half(j.rows, v.columns);
  for (std::size_t row = 0; row < j.rows; ++row) {
    for (std::size_t column = 0; column < v.columns; ++column) {
      CompensatedSum sum;
      for (std::size_t k = 0; k < v.rows; ++k) sum.add(j.at(row, k) * v.at(k, column));
      half.at(row, column) = sum.value();
    }
  }
  Matrix result(j.rows, j.rows);
  for (std::size_t row = 0; row < j.rows; ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      CompensatedSum sum;
      for (std::size_t k = 0; k < v.columns; ++k) sum.add(half.at(row, k) * j.at(column, k));
      result.at(row, column) = sum.value();
      result.at(column, row) = sum.value();
    }
  }
  return result;
}

}  // namespace sondeo::numeric
