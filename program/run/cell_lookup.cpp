#include "program/run/cell_lookup.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/listed.hpp"
#include "engine/base/nearest.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;
using Rows = std::vector<std::size_t>;

constexpr const char* kIndicator = "indicator";
constexpr const char* kCategory = "category";

/// Adds a name once.
void add_name(const std::string& name, std::vector<std::string>& names) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

/// The nearest of the names, or else the first few: a code has few neighbours.
std::vector<std::string> near(const std::string& wanted, const std::vector<std::string>& names) {
  auto similar = nearest_names(wanted, names);
  constexpr std::size_t kFew = 12;
  if (similar.empty() && names.size() <= kFew) similar = names;
  return similar;
}

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Whether a text means a code: as it is, another spelling of the number, or the label.
bool means(const std::string& text, const std::string& code, const std::string& label) {
  if (text == code || (!label.empty() && text == label)) return true;
  const auto asked = number_of(text);
  const auto known = number_of(code);
  return asked && known && *asked == *known;
}

Rows rows_of_indicator(const EstimateTable& table, const CellRequest& request) {
  const auto asked = std::find_if(request.conditions.begin(), request.conditions.end(),
                                  [](const auto& condition) { return condition.name.text == kIndicator; });
  std::vector<std::string> known;
  for (const auto& row : table.rows) add_name(row.indicator, known);
  if (asked == request.conditions.end()) {
    throw Error({code::kCellNoIndicator, {}, request.written.place, near("", known), {}});
  }
  Rows rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.rows[i].indicator == asked->value.text) rows.push_back(i);
  }
  if (!rows.empty()) return rows;
  throw Error({code::kCellUnknownIndicator,
               {{"indicator", asked->value.text}},
               asked->value.place,
               near(asked->value.text, known),
               {}});
}

/// Which disaggregation each condition is about; nothing for indicator and category.
std::vector<std::optional<std::size_t>> columns_of(const EstimateTable& table, const CellRequest& request) {
  std::vector<std::string> names{kIndicator, kCategory};
  for (const auto& column : table.disaggregations) names.push_back(column.name);
  std::vector<std::optional<std::size_t>> columns;
  std::set<std::string> seen;
  columns.reserve(request.conditions.size());
  for (const auto& [name, value] : request.conditions) {
    if (!seen.insert(name.text).second) {
      throw Error({code::kCellTwice, {{"name", name.text}}, name.place, {}, {}});
    }
    columns.emplace_back();
    if (name.text == kIndicator || name.text == kCategory) continue;
    auto found = std::find(names.begin() + 2, names.end(), name.text);
    if (found == names.end()) found = std::find(names.begin() + 2, names.end(), "by_" + name.text);
    if (found == names.end()) {
      throw Error({code::kCellUnknownName, {{"name", name.text}}, name.place, near(name.text, names), {}});
    }
    columns.back() = static_cast<std::size_t>(found - names.begin()) - 2;
  }
  return columns;
}

/// "region,area": the disaggregations that a row is about.
std::string cross_of(const EstimateTable& table, const Estimate& row) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < row.cell.size(); ++k) {
    if (!row.cell[k].empty()) names.push_back(table.disaggregations[k].name);
  }
  return fmt::format("{}", fmt::join(names, ","));
}

/// The rows whose cells use the asked disaggregations and no others.
Rows rows_of_cross(const EstimateTable& table, const CellRequest& request,
                   const std::vector<std::optional<std::size_t>>& columns, const Rows& rows) {
  std::set<std::size_t> asked;
  std::vector<std::string> names;
  for (const auto& column : columns) {
    if (column && asked.insert(*column).second) names.push_back(table.disaggregations[*column].name);
  }
  Rows kept;
  std::vector<std::string> crosses;
  for (const std::size_t i : rows) {
    const auto& cell = table.rows[i].cell;
    bool same = true;
    for (std::size_t k = 0; k < cell.size(); ++k) same = same && cell[k].empty() != asked.contains(k);
    if (same) kept.push_back(i);
    add_name(cross_of(table, table.rows[i]), crosses);
  }
  if (!kept.empty()) return kept;
  throw Error({code::kCellCross,
               {{"variables", fmt::format("{}", fmt::join(names, ","))}, {"known", listed(crosses)}},
               request.written.place,
               {},
               {}});
}

/// The rows with one condition's code.
Rows rows_with(const CellCondition& condition, const Rows& rows,
               const std::function<std::pair<std::string, std::string>(std::size_t)>& code_and_label) {
  Rows kept;
  std::vector<std::string> known;
  for (const std::size_t i : rows) {
    const auto [code, label] = code_and_label(i);
    if (means(condition.value.text, code, label)) kept.push_back(i);
    add_name(code, known);
    add_name(label, known);
  }
  if (!kept.empty()) return kept;
  throw Error({code::kCellUnknownCode,
               {{"name", condition.name.text}, {"code", condition.value.text}},
               condition.value.place,
               near(condition.value.text, known),
               {}});
}

Rows rows_of_conditions(const EstimateTable& table, const CellRequest& request,
                        const std::vector<std::optional<std::size_t>>& columns, Rows rows) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& condition = request.conditions[c];
    if (columns[c]) {
      const std::size_t k = *columns[c];
      rows = rows_with(condition, rows, [&](std::size_t i) {
        return std::pair(table.rows[i].cell[k], table.rows[i].cell_labels[k]);
      });
    } else if (condition.name.text == kCategory) {
      rows = rows_with(condition, rows, [&](std::size_t i) {
        return std::pair(table.rows[i].category, table.rows[i].category_label);
      });
    }
  }
  return rows;
}

}  // namespace

std::size_t find_cell(const EstimateTable& table, const CellRequest& request) {
  const Rows of_indicator = rows_of_indicator(table, request);
  const auto columns = columns_of(table, request);
  const Rows rows =
      rows_of_conditions(table, request, columns, rows_of_cross(table, request, columns, of_indicator));
  std::vector<std::string> categories;
  for (const std::size_t i : rows) add_name(table.rows[i].category, categories);
  if (categories.size() > 1) {
    throw Error({code::kCellCategoryNeeded,
                 {{"indicator", table.rows[rows.front()].indicator}, {"known", listed(categories)}},
                 request.written.place,
                 {},
                 {}});
  }
  const auto& notes = table.rows[rows.front()].notes;
  if (std::find(notes.begin(), notes.end(), "protected") != notes.end()) {
    throw Error({code::kCellProtected, {}, request.written.place, {}, {}});
  }
  return rows.front();
}

}  // namespace sondeo::run
