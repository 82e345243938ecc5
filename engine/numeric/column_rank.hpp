#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sondeo::numeric {

/// How many columns of a tall matrix are independent of those before them, by the rule of R's `qr`
/// (LINPACK's dqrdc2): a column counts when what the counted ones before it leave of it is longer than 1e-5
/// of its own length.
///
/// Works on the products of the columns, so that rows are given one at a time and only columns x columns
/// numbers are kept: squared lengths are compared at 1e-10, far above their rounding (1e-14).
class ColumnRank {
 public:
  /// @param squared_lengths  sum of squares of each column over all rows that will be added
  explicit ColumnRank(std::vector<double> squared_lengths);

  void add_row(std::span<const double> row);

  /// The rank of the rows added so far, lengths taken from the whole columns. It never falls when rows are
  /// added while it is full: then the remaining rows need not be added.
  [[nodiscard]] std::size_t rank() const;

 private:
  std::size_t columns_;
  std::vector<double> squared_lengths_;
  std::vector<double> products_;  ///< [columns x columns], lower triangle
};

}  // namespace sondeo::numeric
