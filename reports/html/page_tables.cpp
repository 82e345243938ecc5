#include "reports/html/page_tables.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "reports/html/shown_row.hpp"
#include "reports/model_columns.hpp"
#include "reports/test_columns.hpp"

namespace sondeo::reports {

namespace {

/// Five significant digits; thousands whole.
std::string short_number(double value, const HtmlEdition& edition) {
  constexpr int kDigits = 5;
  if (!std::isfinite(value)) return std::isinf(value) ? fmt::format("{}", value) : std::string();
  const double size = std::abs(value);
  const int magnitude = size > 0 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 1;
  return ShownNumbers(edition).number(value, std::clamp(kDigits - magnitude, 0, 8));
}

std::string cell_text(const Cell& cell, const HtmlEdition& edition) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return short_number(std::get<double>(cell), edition);
}

/// The columns of which some line says something.
PageTable without_empty_columns(const PageTable& table) {
  PageTable result;
  result.title = table.title;
  result.lines.resize(table.lines.size());
  result.texts = 0;
  for (std::size_t column = 0; column < table.headings.size(); ++column) {
    const bool says = std::any_of(table.lines.begin(), table.lines.end(),
                                  [column](const auto& line) { return !line.at(column).empty(); });
    if (!says) continue;
    result.headings.push_back(table.headings[column]);
    result.texts += column < table.texts ? 1U : 0U;
    for (std::size_t i = 0; i < table.lines.size(); ++i) result.lines[i].push_back(table.lines[i][column]);
  }
  return result;
}

PageTable tests_table(const HtmlEdition& edition, const Words& words) {
  PageTable table;
  table.title = words("tests");
  const auto columns = test_columns(*edition.table);
  for (const auto& column : columns) {
    if (column.name == "statistic") table.texts = table.headings.size() + 1;
    table.headings.push_back(words(column.name));
  }
  for (const auto& test : edition.table->tests) {
    std::vector<std::string> line;
    line.reserve(columns.size());
    for (const auto& column : columns) line.push_back(cell_text(column.cell(test), edition));
    table.lines.push_back(std::move(line));
  }
  return table;
}

PageTable model_table(const estimation::ModelResult& model, const HtmlEdition& edition, const Words& words) {
  PageTable table;
  table.title = fmt::format("{} {}", words("model"), model.model);
  const auto columns = coefficient_columns(*edition.table);
  for (const auto& column : columns) table.headings.push_back(words(column.name));
  for (const auto& coefficient : model.coefficients) {
    std::vector<std::string> line;
    line.reserve(columns.size());
    for (const auto& column : columns) line.push_back(cell_text(column.cell(model, coefficient), edition));
    table.lines.push_back(std::move(line));
  }
  return table;
}

}  // namespace

std::vector<PageTable> page_tables(const std::vector<SideTable>& tables, const HtmlEdition& edition) {
  std::vector<PageTable> shown;
  shown.reserve(tables.size());
  for (const auto& table : tables) {
    shown.push_back({table.title, table.headings, shown_lines(table, edition.numbers), table.texts});
  }
  return shown;
}

std::vector<PageTable> result_tables(const HtmlEdition& edition, const Words& words) {
  std::vector<PageTable> tables;
  for (const auto& model : edition.table->models) {
    tables.push_back(without_empty_columns(model_table(model, edition, words)));
  }
  if (!edition.table->tests.empty()) tables.push_back(without_empty_columns(tests_table(edition, words)));
  return tables;
}

}  // namespace sondeo::reports
