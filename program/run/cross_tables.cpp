#include "program/run/cross_tables.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/table/grouping.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/code_label.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using estimation::Target;

/// One variable of the cross: the code of each row of the base, and codes and labels that occur there.
struct Side {
  std::size_t column = 0;  ///< of the table's disaggregations
  std::vector<std::int32_t> code_of_row;
  std::vector<std::string> codes;
  std::vector<std::string> labels;
};

std::size_t column_of(const Study& study, const Written& variable) {
  const auto names = breakdown_names(study);
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), variable.text) - names.begin());
}

Side make_side(const Study& study, const Formula& variable, LevelFrame& frame) {
  const Column column = frame.level().value(variable, variable.written.text);
  const Column* const columns[] = {&column};
  Grouping grouping = group_rows(columns);
  Side side;
  side.column = column_of(study, variable.written);
  side.code_of_row = std::move(grouping.group_of_row);
  for (const auto& key : grouping.keys) {
    side.codes.push_back(code_text(key[0]));
    side.labels.push_back(label_of(column.variable(), key[0]));
  }
  return side;
}

/// Rows of the base that have a code of both.
std::vector<std::int8_t> both_present(std::span<const std::int8_t> base, const Side& rows,
                                      const Side& columns) {
  std::vector<std::int8_t> mask(rows.code_of_row.size());
  for (std::size_t row = 0; row < mask.size(); ++row) {
    const bool inside = base.empty() || base[row] == 1;
    mask[row] = inside && rows.code_of_row[row] >= 0 && columns.code_of_row[row] >= 0 ? 1 : 0;
  }
  return mask;
}

/// Codes without a weighted row of the base are left out.
void keep_observed(Side& side, std::span<const std::int8_t> base, std::span<const double> weight) {
  std::vector<std::int32_t> number(side.codes.size(), -1);
  for (std::size_t row = 0; row < base.size(); ++row) {
    if (base[row] == 1 && weight[row] != 0.0) number[static_cast<std::size_t>(side.code_of_row[row])] = 0;
  }
  Side kept;
  for (std::size_t code = 0; code < number.size(); ++code) {
    if (number[code] < 0) continue;
    number[code] = static_cast<std::int32_t>(kept.codes.size());
    kept.codes.push_back(std::move(side.codes[code]));
    kept.labels.push_back(std::move(side.labels[code]));
  }
  for (auto& code : side.code_of_row) code = code < 0 ? -1 : number[static_cast<std::size_t>(code)];
  side.codes = std::move(kept.codes);
  side.labels = std::move(kept.labels);
}

estimation::Breakdown breakdown_by(const Side& side, LevelFrame& frame) {
  estimation::Breakdown breakdown;
  breakdown.columns = {side.column};
  breakdown.cells = {frame.keep(side.code_of_row), static_cast<std::int32_t>(side.codes.size())};
  for (std::size_t code = 0; code < side.codes.size(); ++code) {
    breakdown.codes.push_back({side.codes[code]});
    breakdown.labels.push_back({side.labels[code]});
  }
  return breakdown;
}

/// A target for each code of one variable.
std::vector<Target> targets_of(const Target& shape, const Side& side, LevelFrame& frame) {
  const auto groups = frame.keep(side.code_of_row);
  std::vector<Target> targets;
  for (std::size_t code = 0; code < side.codes.size(); ++code) {
    Target target = shape;
    target.category = side.codes[code];
    target.category_label = side.labels[code];
    target.variate.y = moments::InGroup{groups, static_cast<std::int32_t>(code)};
    targets.push_back(std::move(target));
  }
  return targets;
}

/// Codes of both in a target's category, taken apart again when the row is written.
constexpr char kBetween = '\x1f';

std::vector<Target> targets_of_cells(const Target& shape, const Side& rows, const Side& columns,
                                     LevelFrame& frame) {
  const auto width = static_cast<std::int32_t>(columns.codes.size());
  std::vector<std::int32_t> cell_of_row(rows.code_of_row.size(), -1);
  for (std::size_t row = 0; row < cell_of_row.size(); ++row) {
    if (rows.code_of_row[row] < 0 || columns.code_of_row[row] < 0) continue;
    cell_of_row[row] = rows.code_of_row[row] * width + columns.code_of_row[row];
  }
  const auto cells = frame.keep(std::move(cell_of_row));
  std::vector<Target> targets;
  for (std::size_t r = 0; r < rows.codes.size(); ++r) {
    for (std::size_t c = 0; c < columns.codes.size(); ++c) {
      Target target = shape;
      target.category = rows.codes[r] + kBetween + columns.codes[c];
      target.category_label = rows.labels[r] + kBetween + columns.labels[c];
      target.variate.y =
          moments::InGroup{cells, static_cast<std::int32_t>(r) * width + static_cast<std::int32_t>(c)};
      targets.push_back(std::move(target));
    }
  }
  return targets;
}

/// Moves a row's category into the columns of the variables that it is of.
void place_category(std::span<const std::size_t> columns, Estimate& row) {
  const auto part = [](const std::string& text, std::size_t number) {
    const std::size_t between = text.find(kBetween);
    return number == 0 ? text.substr(0, between) : text.substr(between + 1);
  };
  for (std::size_t k = 0; k < columns.size(); ++k) {
    row.cell[columns[k]] = part(row.category, k);
    row.cell_labels[columns[k]] = part(row.category_label, k);
  }
  row.category.clear();
  row.category_label.clear();
}

}  // namespace

CrossTable make_cross_table(const Study& study, const PlannedCross& planned, LevelFrame& frame,
                            const std::string& language) {
  const auto& indicator = *planned.subject.indicator;
  Side rows = make_side(study, planned.rows, frame);
  Side columns = make_side(study, planned.columns, frame);
  Target shape;
  shape.indicator = indicator.id.text;
  shape.indicator_label = questionnaires::text_in(indicator.label, language);
  shape.per = indicator.per;
  shape.unit = indicator.per == 1.0     ? "fraction"
               : indicator.per == 100.0 ? "percent"
                                        : fmt::format("per_{}", indicator.per);
  const auto base = frame.keep(both_present(frame.base(planned.subject), rows, columns));
  shape.variate.base = base;
  shape.variate.weight = frame.weight(planned.subject.weight, base, indicator.id.text);
  keep_observed(rows, base, shape.variate.weight);
  keep_observed(columns, base, shape.variate.weight);
  CrossTable table;
  table.breakdowns.push_back({{}, {{}, 1}, {{}}, {{}}});
  if (planned.spec->percent == CrossPercent::kTotal) {
    table.targets = targets_of_cells(shape, rows, columns, frame);
    return table;
  }
  const bool of_row = planned.spec->percent == CrossPercent::kRow;
  table.breakdowns.push_back(breakdown_by(of_row ? rows : columns, frame));
  table.targets = targets_of(shape, of_row ? columns : rows, frame);
  return table;
}

std::vector<Estimate> cross_rows(const Study& study, const PlannedCross& planned,
                                 const estimation::LevelRows& rows, const CrossTable& table,
                                 unsigned threads) {
  constexpr std::array<const char*, 3> kMeasures = {"row_proportion", "column_proportion",
                                                    "total_proportion"};
  const auto percent = planned.spec->percent;
  const std::size_t row_column = column_of(study, planned.spec->rows);
  const std::size_t column_column = column_of(study, planned.spec->columns);
  std::vector<std::size_t> placed;
  if (percent != CrossPercent::kRow) placed.push_back(row_column);
  if (percent != CrossPercent::kColumn) placed.push_back(column_column);
  auto estimates =
      estimation::estimate_targets(rows, table.targets, table.breakdowns, study.estimate, threads);
  for (auto& row : estimates) {
    row.measure = kMeasures.at(static_cast<std::size_t>(percent));
    place_category(placed, row);
  }
  return estimates;
}

}  // namespace sondeo::run
