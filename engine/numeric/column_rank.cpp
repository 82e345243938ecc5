#include "engine/numeric/column_rank.hpp"

#include <cmath>
#include <utility>

namespace sondeo::numeric {

ColumnRank::ColumnRank(std::vector<double> squared_lengths)
    : columns_(squared_lengths.size()),
      squared_lengths_(std::move(squared_lengths)),
      products_(columns_ * columns_) {}

void ColumnRank::add_row(std::span<const double> row) {
  for (std::size_t j = 0; j < columns_; ++j) {
    const double value = row[j];
    if (value == 0.0) continue;
    double* products = &products_[j * columns_];
    for (std::size_t k = 0; k <= j; ++k) products[k] += value * row[k];
  }
}

std::size_t ColumnRank::rank() const {
  constexpr double kTolerance = 1e-5;
  std::vector<std::size_t> counted;
  std::vector<double> factor(columns_ * columns_);  // row j: column j in the basis of the counted ones
  for (std::size_t j = 0; j < columns_; ++j) {
    double* own = &factor[j * columns_];
    double left = products_[j * columns_ + j];
    for (std::size_t k = 0; k < counted.size(); ++k) {
      const double* other = &factor[counted[k] * columns_];
      double product = products_[j * columns_ + counted[k]];
      for (std::size_t i = 0; i < k; ++i) product -= own[i] * other[i];
      own[k] = product / other[k];
      left -= own[k] * own[k];
    }
    if (!(left > kTolerance * kTolerance * squared_lengths_[j])) continue;
    own[counted.size()] = std::sqrt(left);
    counted.push_back(j);
  }
  return counted.size();
}

}  // namespace sondeo::numeric
