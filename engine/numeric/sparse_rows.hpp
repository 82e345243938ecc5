#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sondeo::numeric {

/// A matrix with few entries in each row, row by row: indicators of categories, and a few numbers.
struct SparseRows {
  struct Row {
    std::span<const std::int32_t> columns;  ///< ascending
    std::span<const double> values;         ///< of each
  };

  std::size_t columns = 0;            ///< how many there are
  std::vector<std::size_t> start{0};  ///< [rows + 1]: the entries of row i are [start[i], start[i + 1])
  std::vector<std::int32_t> column;   ///< of each entry; ascending within a row
  std::vector<double> value;          ///< of each entry

  [[nodiscard]] std::size_t rows() const { return start.size() - 1; }
  [[nodiscard]] Row row(std::size_t i) const {
    const std::size_t count = start[i + 1] - start[i];
    return {std::span(column).subspan(start[i], count), std::span(value).subspan(start[i], count)};
  }
  /// Adds an entry to the row that `end_row` will close.
  void add(std::int32_t at, double entry) {
    column.push_back(at);
    value.push_back(entry);
  }
  void end_row() { start.push_back(column.size()); }
};

/// x_i' b of a row.
[[nodiscard]] inline double dot(const SparseRows::Row& row, std::span<const double> b) {
  double product = 0;
  for (std::size_t k = 0; k < row.columns.size(); ++k) {
    product += row.values[k] * b[static_cast<std::size_t>(row.columns[k])];
  }
  return product;
}

}  // namespace sondeo::numeric
