#include "program/run/cross_tables.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/code_label.hpp"
#include "program/run/codes.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using estimation::Target;

/// One side of the cross, a variable or several: the group of each row of the base, and the codes and labels
/// of the groups that occur there.
struct Side {
  std::vector<std::size_t> columns;  ///< of the table's disaggregations
  std::vector<std::int32_t> code_of_row;
  std::vector<std::vector<std::string>> codes;   ///< [groups][columns]
  std::vector<std::vector<std::string>> labels;  ///< likewise
};

std::size_t column_of(const Study& study, const Written& variable) {
  const auto names = breakdown_names(study);
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), variable.text) - names.begin());
}

Side make_side(const Study& study, std::span<const Formula> variables, LevelFrame& frame) {
  Side side;
  if (variables.empty()) {
    side.code_of_row.assign(frame.level().rows(), 0);
    side.codes.emplace_back();
    side.labels.emplace_back();
    return side;
  }
  std::vector<Column> columns;
  columns.reserve(variables.size());
  for (const auto& variable : variables) {
    columns.push_back(frame.level().value(variable, variable.written.text));
    side.columns.push_back(column_of(study, variable.written));
  }
  Grouping grouping = group_rows(columns);
  side.code_of_row = std::move(grouping.group_of_row);
  for (const auto& key : grouping.keys) {
    auto& codes = side.codes.emplace_back();
    auto& labels = side.labels.emplace_back();
    for (std::size_t k = 0; k < key.size(); ++k) {
      codes.push_back(code_text(key[k]));
      labels.push_back(label_of(columns[k].variable(), key[k]));
    }
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
  breakdown.columns = side.columns;
  breakdown.cells = {frame.keep(side.code_of_row), static_cast<std::int32_t>(side.codes.size())};
  for (std::size_t code = 0; code < side.codes.size(); ++code) {
    breakdown.codes.push_back(side.codes[code]);
    breakdown.labels.push_back(side.labels[code]);
  }
  return breakdown;
}

/// Codes that stand in a target's category, taken apart again when the row is written.
constexpr char kBetween = '\x1f';

std::string joined(std::initializer_list<const std::vector<std::string>*> parts) {
  std::string text;
  for (const auto* part : parts) {
    for (const auto& code : *part) text += code + kBetween;
  }
  return text;
}

/// What of a row belongs to a group: the case, or its part of an amount.
moments::Values value_in_group(const Target& shape, std::span<const std::int32_t> groups,
                               std::int32_t group) {
  if (shape.variate.x.empty()) return moments::InGroup{groups, group};
  return moments::NumbersInGroup{shape.variate.x, groups, group};
}

/// A target for each code of one side.
std::vector<Target> targets_of(const Target& shape, const Side& side, LevelFrame& frame) {
  const auto groups = frame.keep(side.code_of_row);
  std::vector<Target> targets;
  for (std::size_t code = 0; code < side.codes.size(); ++code) {
    Target target = shape;
    target.category = joined({&side.codes[code]});
    target.category_label = joined({&side.labels[code]});
    target.variate.y = value_in_group(shape, groups, static_cast<std::int32_t>(code));
    targets.push_back(std::move(target));
  }
  return targets;
}

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
      target.category = joined({&rows.codes[r], &columns.codes[c]});
      target.category_label = joined({&rows.labels[r], &columns.labels[c]});
      const auto cell = static_cast<std::int32_t>(r) * width + static_cast<std::int32_t>(c);
      target.variate.y = value_in_group(shape, cells, cell);
      targets.push_back(std::move(target));
    }
  }
  return targets;
}

/// Makes what the subject counts or adds up the whole: cases with the answer, or the amount.
void take_numerator(const PlannedCross& planned, LevelFrame& frame, const WholeOfCross& whole,
                    Target& shape) {
  if (const auto* answers = std::get_if<moments::Answers>(&whole.values)) {
    std::vector<std::int8_t> base(answers->values.size());
    for (std::size_t row = 0; row < base.size(); ++row) {
      const bool inside = shape.variate.base.empty() || shape.variate.base[row] == 1;
      base[row] = inside && answers->values[row] == 1 ? 1 : 0;
    }
    shape.variate.base = frame.keep(std::move(base));
  } else if (const auto* numbers = std::get_if<moments::Numbers>(&whole.values)) {
    shape.variate.x = numbers->values;
  } else if (const auto* events = std::get_if<moments::Events>(&whole.values)) {
    // Events carry their weights already; what is added up is weighted by the row's.
    std::vector<double> each(events->weighted.begin(), events->weighted.end());
    for (std::size_t row = 0; row < each.size(); ++row) {
      each[row] = whole.weight[row] > 0 ? each[row] / whole.weight[row] : 0.0;
    }
    shape.variate.x = frame.keep(std::move(each));
  } else {
    const auto& id = planned.subject.indicator->id;
    throw Error({code::kTablePercentParts,
                 {{"number", id.text.substr(id.text.rfind('@') + 1)}, {"indicator", id.text}},
                 id.place,
                 {},
                 {}});
  }
}

}  // namespace

CrossTable make_cross_table(const Study& study, const PlannedCross& planned, LevelFrame& frame,
                            const std::string& language, const WholeOfCross& whole) {
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
  shape.variate.base = frame.base(planned.subject);
  if (planned.of_numerator) take_numerator(planned, frame, whole, shape);
  if (!shape.variate.x.empty()) shape.measure = estimation::Measure::kShare;
  const auto base = frame.keep(both_present(shape.variate.base, rows, columns));
  shape.variate.base = base;
  shape.variate.weight = frame.weight(planned.subject.weight, base, indicator.id.text);
  keep_observed(rows, base, shape.variate.weight);
  keep_observed(columns, base, shape.variate.weight);
  CrossTable table;
  table.breakdowns.push_back({{}, {{}, 1}, {{}}, {{}}});
  if (planned.percent == CrossPercent::kTotal) {
    table.targets = targets_of_cells(shape, rows, columns, frame);
    return table;
  }
  const Side& given = planned.percent == CrossPercent::kRow ? rows : columns;
  const Side& shared = planned.percent == CrossPercent::kRow ? columns : rows;
  if (!given.columns.empty()) table.breakdowns.push_back(breakdown_by(given, frame));
  table.targets = targets_of(shape, shared, frame);
  return table;
}

void name_cross_row(CrossPercent percent, std::span<const std::size_t> columns, Estimate& row) {
  row.measure = kCrossMeasures.at(static_cast<std::size_t>(percent));
  const auto place = [columns](const std::string& text, std::vector<std::string>& parts) {
    std::size_t begin = 0;
    for (const std::size_t column : columns) {
      const std::size_t end = text.find(kBetween, begin);
      parts[column] = text.substr(begin, end - begin);
      begin = end + 1;
    }
  };
  place(row.category, row.cell.edit());
  place(row.category_label, row.cell_labels.edit());
  row.category.clear();
  row.category_label.clear();
}

std::vector<std::size_t> placed_columns(const Study& study, const PlannedCross& planned) {
  std::vector<std::size_t> placed;
  const auto add = [&](std::span<const Formula> variables) {
    for (const auto& variable : variables) placed.push_back(column_of(study, variable.written));
  };
  if (planned.percent != CrossPercent::kRow) add(planned.rows);
  if (planned.percent != CrossPercent::kColumn) add(planned.columns);
  return placed;
}

std::vector<Estimate> cross_rows(const Study& study, const PlannedCross& planned,
                                 const estimation::LevelRows& rows, const CrossTable& table,
                                 unsigned threads) {
  const auto placed = placed_columns(study, planned);
  auto estimates =
      estimation::estimate_targets(rows, table.targets, table.breakdowns, study.estimate, threads);
  for (auto& row : estimates) name_cross_row(planned.percent, placed, row);
  return estimates;
}

}  // namespace sondeo::run
