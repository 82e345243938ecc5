#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/base/text_sink.hpp"
#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

// Tables whose columns are a list of things with a `name` and a `cell(row)`: written alike, whatever their
// rows are.

/// As CSV, the names first, line by line.
/// @param text_of_cell  how a cell is written
template <typename Columns, typename Rows, typename Text>
void write_columns(const Columns& columns, const Rows& rows, Text text_of_cell, const TextSink& sink) {
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const auto& column : columns) cells.push_back(column.name);
  sink(csv_line(cells));
  for (const auto& row : rows) {
    cells.clear();
    for (const auto& column : columns) cells.push_back(text_of_cell(column.cell(row)));
    sink(csv_line(cells));
  }
}

/// The same as one text.
template <typename Columns, typename Rows>
[[nodiscard]] std::string columns_csv(const Columns& columns, const Rows& rows) {
  return text_of([&](const TextSink& sink) { write_columns(columns, rows, cell_text, sink); });
}

/// A row as the members of a JSON object, without its braces.
template <typename Columns, typename Row>
[[nodiscard]] std::string members_json(const Columns& columns, const Row& row) {
  std::string text;
  for (const auto& column : columns) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", json_string(column.name),
                        json_cell(column.cell(row)));
  }
  return text;
}

}  // namespace sondeo::reports
