#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sondeo::moments {

/// Some rows in the order of their PSUs. Their values are read where they stand if the rows stand side by
/// side, as in a file that is in that order.
class OrderedRows {
 public:
  explicit OrderedRows(std::span<const std::int32_t> rows) : rows_(rows), side_by_side_(true) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      side_by_side_ &= rows[i] == rows[0] + static_cast<std::int32_t>(i);
    }
  }

  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// The values of these rows, in their order; none where there are no values at all.
  /// @param copied  holds them if they stand apart
  template <typename Value>
  [[nodiscard]] std::span<const Value> pick(std::span<const Value> values, std::vector<Value>& copied) const {
    if (rows_.empty() || values.empty()) return {};
    if (side_by_side_) return values.subspan(static_cast<std::size_t>(rows_[0]), rows_.size());
    copied.resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) copied[i] = values[static_cast<std::size_t>(rows_[i])];
    return copied;
  }

 private:
  std::span<const std::int32_t> rows_;
  bool side_by_side_;
};

}  // namespace sondeo::moments
