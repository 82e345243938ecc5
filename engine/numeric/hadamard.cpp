#include "engine/numeric/hadamard.hpp"

#include <algorithm>

namespace sondeo::numeric {

namespace {

using Matrix = std::vector<std::int8_t>;

bool is_prime(std::size_t number) {
  if (number < 2) return false;
  for (std::size_t divisor = 2; divisor * divisor <= number; ++divisor) {
    if (number % divisor == 0) return false;
  }
  return true;
}

/// 1 for squares of the field of q elements, -1 for the others, 0 for 0. [q]
std::vector<std::int8_t> characters(std::size_t q) {
  std::vector<std::int8_t> character(q, -1);
  character[0] = 0;
  for (std::size_t x = 1; x < q; ++x) character[x * x % q] = 1;
  return character;
}

/// The matrix of order q + 1 with 0 on its diagonal that both of Paley's constructions border: symmetric for
/// q = 1 (mod 4), skew for q = 3 (mod 4).
Matrix conference(std::size_t q) {
  const auto character = characters(q);
  const std::size_t order = q + 1;
  const std::int8_t sign = q % 4 == 1 ? 1 : -1;
  Matrix matrix(order * order, 0);
  for (std::size_t i = 1; i < order; ++i) {
    matrix[i] = 1;
    matrix[i * order] = sign;
    for (std::size_t j = 1; j < order; ++j) matrix[i * order + j] = character[(i + q - j) % q];
  }
  return matrix;
}

/// Paley I: I + S, order q + 1 for a prime q = 3 (mod 4).
Matrix paley_one(std::size_t q) {
  Matrix matrix = conference(q);
  for (std::size_t i = 0; i <= q; ++i) matrix[i * (q + 1) + i] = 1;
  return matrix;
}

/// Paley II: order 2 (q + 1) for a prime q = 1 (mod 4); +-1 becomes +-[1 1; 1 -1], 0 becomes [1 -1; -1 -1].
Matrix paley_two(std::size_t q) {
  const Matrix small = conference(q);
  const std::size_t half = q + 1;
  const std::size_t order = 2 * half;
  Matrix matrix(order * order);
  for (std::size_t i = 0; i < half; ++i) {
    for (std::size_t j = 0; j < half; ++j) {
      const std::int8_t entry = small[i * half + j];
      std::int8_t* top = &matrix[2 * i * order + 2 * j];
      std::int8_t* bottom = top + order;
      const bool zero = entry == 0;
      top[0] = zero ? std::int8_t{1} : entry;
      top[1] = zero ? std::int8_t{-1} : entry;
      bottom[0] = zero ? std::int8_t{-1} : entry;
      bottom[1] = zero ? std::int8_t{-1} : static_cast<std::int8_t>(-entry);
    }
  }
  return matrix;
}

Matrix doubled(const Matrix& matrix, std::size_t order) {
  Matrix result(4 * order * order);
  for (std::size_t i = 0; i < 2 * order; ++i) {
    for (std::size_t j = 0; j < 2 * order; ++j) {
      const std::int8_t entry = matrix[(i % order) * order + j % order];
      const bool negative = i >= order && j >= order;
      result[i * 2 * order + j] = negative ? static_cast<std::int8_t>(-entry) : entry;
    }
  }
  return result;
}

/// The matrix of just this order; empty when these constructions give none.
Matrix of_order(std::size_t order) {
  if (order == 1) return {1};
  if (order == 2) return {1, 1, 1, -1};
  if (order % 4 != 0) return {};
  if (is_prime(order - 1)) return paley_one(order - 1);
  if (is_prime(order / 2 - 1) && (order / 2 - 1) % 4 == 1) return paley_two(order / 2 - 1);
  const Matrix half = of_order(order / 2);
  return half.empty() ? Matrix{} : doubled(half, order / 2);
}

/// Rows that begin with -1 change their sign: orthogonality stays.
void make_first_column_one(Matrix& matrix, std::size_t order) {
  for (std::size_t i = 0; i < order; ++i) {
    if (matrix[i * order] == 1) continue;
    for (std::size_t j = 0; j < order; ++j) {
      matrix[i * order + j] = static_cast<std::int8_t>(-matrix[i * order + j]);
    }
  }
}

}  // namespace

std::optional<Hadamard> hadamard(std::size_t least) {
  for (std::size_t order = std::max<std::size_t>(least, 1); order <= kMostHadamardOrder; ++order) {
    Matrix matrix = of_order(order);
    if (matrix.empty()) continue;
    make_first_column_one(matrix, order);
    return Hadamard{order, std::move(matrix)};
  }
  return std::nullopt;
}

}  // namespace sondeo::numeric
