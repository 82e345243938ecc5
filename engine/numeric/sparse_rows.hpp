#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/base/diagnostic.hpp"

namespace sondeo::numeric {

/// A matrix with few entries in each row, row by row: indicators of categories, and a few numbers. An entry
/// of an indicator takes two bytes: values are kept only once one of them is not 1.
class SparseRows {
 public:
  class Row {
   public:
    Row(std::span<const std::uint16_t> columns, std::span<const double> values)
        : columns_(columns), values_(values) {}

    [[nodiscard]] std::size_t size() const { return columns_.size(); }             ///< how many entries
    [[nodiscard]] std::size_t column(std::size_t k) const { return columns_[k]; }  ///< ascending in k
    [[nodiscard]] double value(std::size_t k) const { return values_.empty() ? 1.0 : values_[k]; }

   private:
    std::span<const std::uint16_t> columns_;
    std::span<const double> values_;  ///< of each; empty: 1
  };

  SparseRows() = default;
  /// @param columns  how many there are; at most 65,535
  explicit SparseRows(std::size_t columns) : columns_(columns) {
    ensure(columns <= std::numeric_limits<std::uint16_t>::max(), "more columns than sparse rows number");
  }

  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::size_t rows() const { return start_.size() - 1; }
  [[nodiscard]] Row row(std::size_t i) const {
    const std::size_t first = start_[i];
    const std::size_t count = start_[i + 1] - first;
    return {std::span(column_).subspan(first, count),
            value_.empty() ? std::span<const double>() : std::span(value_).subspan(first, count)};
  }

  /// Makes room, where it is known how much there will be.
  void reserve(std::size_t rows, std::size_t entries) {
    start_.reserve(rows + 1);
    column_.reserve(entries);
  }
  /// Adds an entry to the row that `end_row` will close; columns ascend within a row.
  void add(std::size_t column, double value) {
    if (value != 1.0 && value_.empty()) value_.assign(column_.size(), 1.0);
    column_.push_back(static_cast<std::uint16_t>(column));
    if (value != 1.0 || !value_.empty()) value_.push_back(value);
  }
  void end_row() {
    ensure(column_.size() <= std::numeric_limits<std::uint32_t>::max(), "too many entries of sparse rows");
    start_.push_back(static_cast<std::uint32_t>(column_.size()));
  }

 private:
  std::size_t columns_ = 0;
  std::vector<std::uint32_t> start_{0};  ///< [rows + 1]: the entries of row i are [start[i], start[i + 1])
  std::vector<std::uint16_t> column_;    ///< of each entry
  std::vector<double> value_;            ///< of each entry; empty: 1
};

/// x_i' b of a row.
[[nodiscard]] inline double dot(const SparseRows::Row& row, std::span<const double> b) {
  double product = 0;
  for (std::size_t k = 0; k < row.size(); ++k) product += row.value(k) * b[row.column(k)];
  return product;
}

}  // namespace sondeo::numeric
