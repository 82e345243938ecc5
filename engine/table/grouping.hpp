#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/table/column.hpp"

namespace sondeo {

/// A code of a categorical column.
using CodeValue = std::variant<double, std::string>;

/// The code as it is written in a table: the shortest text that reads back to the same number, or the text.
[[nodiscard]] std::string code_text(const CodeValue& code);

/// Rows grouped by their codes in one or more columns.
struct Grouping {
  std::vector<std::int32_t> group_of_row;    ///< [rows]; -1 where a code is missing
  std::vector<std::vector<CodeValue>> keys;  ///< [groups][columns]; ascending, first column slowest
  [[nodiscard]] std::size_t count() const { return keys.size(); }
};

/// The groups that exist among the rows: numbers ascending, texts in byte order.
/// @param columns at least one, all of the same length
Grouping group_rows(std::span<const Column* const> columns);
Grouping group_rows(std::span<const Column> columns);

}  // namespace sondeo
