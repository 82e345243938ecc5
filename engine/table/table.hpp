#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/table/column.hpp"

namespace sondeo {

/// Columns of equal length, found by their exact name.
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t rows) : rows_(rows) {}

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  /// The column, or null.
  [[nodiscard]] const Column* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// Adds a column, or replaces the one of the same name. @throws Error(kInternal) when the length differs
  void add(Column column);

 private:
  std::size_t rows_ = 0;
  std::vector<Column> columns_;
  std::map<std::string, std::size_t, std::less<>> position_;
};

}  // namespace sondeo
