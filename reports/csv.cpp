#include "reports/csv.hpp"

#include <charconv>
#include <cmath>
#include <system_error>
#include <variant>

#include "engine/ingest/csv_field.hpp"
#include "reports/column_list.hpp"
#include "reports/model_columns.hpp"
#include "reports/result_columns.hpp"
#include "reports/test_columns.hpp"

namespace sondeo::reports {

namespace {

bool is_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

/// OWASP's rule against formula injection, for people who open the file in a spreadsheet.
std::string guarded(std::string_view text) {
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  const bool formula = !text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos;
  std::string result(formula && !is_number(text) ? "'" : "");
  result += text;
  std::erase(result, '\0');
  return result;
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    line += ingest::csv_field(guarded(cell));
  }
  line += '\n';
  return line;
}

std::string write_tests_csv(const estimation::EstimateTable& table) {
  return columns_csv(test_columns(table), table.tests);
}

std::string write_models_csv(const estimation::EstimateTable& table) {
  const auto columns = model_columns(table);
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const auto& column : columns) cells.push_back(column.name);
  std::string result = csv_line(cells);
  for (const auto& model : table.models) {
    for (const auto& coefficient : model.coefficients) {
      cells.clear();
      for (const auto& column : columns) cells.push_back(cell_text(column.cell(model, coefficient)));
      result += csv_line(cells);
    }
  }
  return result;
}

void write_csv(const estimation::EstimateTable& table, const TextSink& sink) {
  if (table.rows.empty() && !table.models.empty()) return sink(write_models_csv(table));
  if (table.rows.empty() && !table.tests.empty()) return sink(write_tests_csv(table));
  write_columns(result_columns(table), table.rows, cell_text, sink);
}

std::string write_csv(const estimation::EstimateTable& table) {
  return text_of([&table](const TextSink& sink) { write_csv(table, sink); });
}

}  // namespace sondeo::reports
