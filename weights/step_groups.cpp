#include "weights/step_groups.hpp"

#include <fmt/format.h>

#include "weights/codes.hpp"

namespace sondeo::weights {

namespace {

std::string names_of(std::span<const Written> names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name.text;
  return text;
}

}  // namespace

std::vector<std::int32_t> active_rows(const StepData& data, std::span<const double> weights) {
  std::vector<std::int32_t> rows;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] != 0.0 && data.holds(row)) rows.push_back(static_cast<std::int32_t>(row));
  }
  return rows;
}

StepGroups group_step_rows(const StepData& data, std::span<const Column> columns,
                           std::span<const Written> names, std::span<const std::int32_t> active) {
  StepGroups groups;
  if (columns.empty()) {
    groups.keys.emplace_back();
    const std::size_t rows = active.empty() ? 0 : static_cast<std::size_t>(active.back()) + 1;
    groups.group_of_row.assign(rows, -1);
    for (const auto row : active) groups.group_of_row[static_cast<std::size_t>(row)] = 0;
    return groups;
  }
  std::vector<Column> compact;
  compact.reserve(columns.size());
  for (const auto& column : columns) compact.push_back(column.gather(active));
  Grouping grouping = group_rows(compact);
  std::size_t missing = 0;
  groups.group_of_row.assign(columns.front().size(), -1);
  for (std::size_t i = 0; i < active.size(); ++i) {
    const std::int32_t group = grouping.group_of_row[i];
    if (group < 0) ++missing;
    groups.group_of_row[static_cast<std::size_t>(active[i])] = group;
  }
  if (missing > 0) {
    throw Error({code::kStepClassMissing,
                 {{"step", data.step}, {"variables", names_of(names)}, {"count", std::to_string(missing)}},
                 names.front().place,
                 {},
                 {}});
  }
  groups.keys = std::move(grouping.keys);
  return groups;
}

std::string group_label(const std::vector<CodeValue>& key) {
  std::string label;
  for (const auto& code : key) label += (label.empty() ? "" : "/") + code_text(code);
  return label.empty() ? "all" : label;
}

}  // namespace sondeo::weights
