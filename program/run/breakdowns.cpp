#include "program/run/breakdowns.hpp"

#include <algorithm>
#include <array>

#include "engine/base/diagnostic.hpp"
#include "program/run/code_label.hpp"
#include "program/run/codes.hpp"
#include "questionnaires/texts.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::run {

namespace {

constexpr std::size_t kMostCells = 20'000;

/// Cells that have rows in the domain get the numbers 0, 1, ...; the others none.
void renumber(Grouping& grouping, std::span<const std::int8_t> domain) {
  std::vector<std::int32_t> number(grouping.count(), -1);
  for (std::size_t row = 0; row < grouping.group_of_row.size(); ++row) {
    const auto group = grouping.group_of_row[row];
    if (group >= 0 && (domain.empty() || domain[row] == 1)) number[static_cast<std::size_t>(group)] = 0;
  }
  std::vector<std::vector<CodeValue>> keys;
  for (std::size_t group = 0; group < number.size(); ++group) {
    if (number[group] < 0) continue;
    number[group] = static_cast<std::int32_t>(keys.size());
    keys.push_back(std::move(grouping.keys[group]));
  }
  grouping.keys = std::move(keys);
  for (auto& group : grouping.group_of_row) {
    if (group >= 0) group = number[static_cast<std::size_t>(group)];
  }
}

/// @param groups  of the column's codes alone
void count_missing(const Column& column, const Grouping& groups, const LevelFrame& frame,
                   Diagnostics& findings) {
  const auto domain = frame.domain();
  std::size_t missing = 0;
  for (std::size_t row = 0; row < groups.group_of_row.size(); ++row) {
    const bool in_domain = domain.empty() || domain[row] == 1;
    missing += in_domain && groups.group_of_row[row] < 0 ? 1U : 0U;
  }
  if (missing == 0) return;
  Diagnostic finding{
      code::kBreakdownMissing,
      {{"variable", column.name()}, {"level", frame.level().name()}, {"count", std::to_string(missing)}},
      {},
      {},
      {}};
  const auto same = [&](const Diagnostic& known) {
    return known.code == finding.code && known.arguments[0].value == column.name();
  };
  if (std::none_of(findings.begin(), findings.end(), same)) findings.push_back(std::move(finding));
}

}  // namespace

std::vector<std::string> breakdown_names(const Study& study) {
  std::vector<std::string> names;
  const auto add = [&](const Written& variable) {
    if (std::find(names.begin(), names.end(), variable.text) == names.end()) names.push_back(variable.text);
  };
  for (const auto& cross : study.estimate.by) {
    for (const auto& variable : cross) add(variable);
  }
  for (const auto& cross : study.crosses) {
    add(cross.rows);
    add(cross.columns);
  }
  for (const auto& table : study.tables) {
    for (const auto* side : {&table.rows, &table.columns}) {
      for (const auto& cross : *side) {
        for (const auto& variable : cross) add(variable);
      }
    }
  }
  for (const auto& comparison : study.comparisons) add(comparison.variable);
  return names;
}

std::vector<estimation::DisaggregationColumn> disaggregation_columns(const Study& study,
                                                                     const std::string& language) {
  std::vector<estimation::DisaggregationColumn> columns;
  for (const auto& name : breakdown_names(study)) {
    const bool clash = reports::is_fixed_column(name);
    estimation::DisaggregationColumn column{(clash ? "by_" : "") + name, ""};
    for (const auto& disaggregation : study.instrument.disaggregations) {
      if (disaggregation.id.text == name)
        column.label = questionnaires::text_in(disaggregation.label, language);
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

CrossCells cells_of_cross(std::span<const Formula> cross, LevelFrame& frame, Diagnostics& findings) {
  CrossCells found;
  for (const auto& formula : cross)
    found.columns.push_back(frame.level().value(formula, formula.written.text));
  found.cells = group_rows(found.columns);
  if (found.columns.size() == 1) {
    count_missing(found.columns[0], found.cells, frame, findings);
  } else {
    for (const auto& column : found.columns)
      count_missing(column, group_rows(std::array{&column}), frame, findings);
  }
  renumber(found.cells, frame.domain());
  return found;
}

void refuse_many_cells(std::span<const Formula> cross, std::size_t count) {
  if (count <= kMostCells) return;
  throw Error({code::kTooManyCells,
               {{"variables", cross[0].written.text},
                {"count", std::to_string(count)},
                {"limit", std::to_string(kMostCells)}},
               cross[0].written.place,
               {},
               {}});
}

estimation::Breakdown make_breakdown(std::span<const Formula> cross, LevelFrame& frame,
                                     Diagnostics& findings) {
  if (cross.empty()) return {{}, {{}, 1}, {{}}, {{}}};
  auto [grouping, columns] = cells_of_cross(cross, frame, findings);
  refuse_many_cells(cross, grouping.count());
  estimation::Breakdown breakdown;
  breakdown.cells.cell_of_row = frame.keep(std::move(grouping.group_of_row));
  breakdown.cells.count = static_cast<std::int32_t>(grouping.count());
  for (const auto& key : grouping.keys) {
    breakdown.codes.emplace_back();
    breakdown.labels.emplace_back();
    for (std::size_t k = 0; k < key.size(); ++k) {
      breakdown.codes.back().push_back(code_text(key[k]));
      breakdown.labels.back().push_back(label_of(columns[k].variable(), key[k]));
    }
  }
  return breakdown;
}

std::vector<estimation::Breakdown> make_breakdowns(const Study& study, const PlannedIndicator& planned,
                                                   LevelFrame& frame, Diagnostics& findings) {
  const std::vector<std::string> names = breakdown_names(study);
  std::vector<estimation::Breakdown> breakdowns;
  breakdowns.push_back(make_breakdown({}, frame, findings));
  for (const auto& cross : planned.by) {
    estimation::Breakdown breakdown = make_breakdown(cross, frame, findings);
    for (const auto& formula : cross) {
      const auto found = std::find(names.begin(), names.end(), formula.written.text);
      breakdown.columns.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    breakdowns.push_back(std::move(breakdown));
  }
  return breakdowns;
}

}  // namespace sondeo::run
