#include "program/run/response.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using weights::DispositionTally;
using weights::ResponseRow;
using weights::ResponseSpec;

Level& level_of_stage(const Study& study, const Levels& levels, const ResponseSpec& spec) {
  std::vector<std::string> known;
  for (const auto& data : study.data) known.push_back(data.level);
  if (!spec.level) {
    if (levels.all().size() == 1) return *levels.all().front();
    throw Error({code::kResponseLevelNeeded,
                 {{"stage", spec.name.text}, {"known", fmt::format("{}", fmt::join(known, ", "))}},
                 spec.name.place,
                 {},
                 {}});
  }
  for (const auto& level : levels.all()) {
    if (level->id() == spec.level->text) return *level;
  }
  throw Error({code::kStudyUnknownLevel,
               {{"key", "response.level"},
                {"level", spec.level->text},
                {"known", fmt::format("{}", fmt::join(known, ", "))}},
               spec.level->place,
               nearest_names(spec.level->text, known),
               {}});
}

/// What says the base weights of a role without steps; nothing for one with steps.
std::optional<Formula> given_weight(const Study& study, const Levels& levels, const Written& role,
                                    const ResponseSpec& spec, Level& level) {
  if (has_steps(study, role.text)) {
    const Level& own = level_of_role(study, levels, role.text);
    for (const Level* at = &level; at != nullptr; at = at->parent()) {
      if (at == &own) return std::nullopt;
    }
    throw Error({code::kWeightingRoleAbove,
                 {{"indicator", spec.name.text}, {"role", role.text}, {"level", own.name()}},
                 role.place,
                 {},
                 {}});
  }
  std::vector<std::string> known;
  for (const auto& weight : study.weights) {
    if (weight.role == role.text) return level.require(weight.expression);
    known.push_back(weight.role);
  }
  for (const auto& step : study.weighting) known.push_back(role_of(study, step));
  throw Error({code::kStudyUnknownRole,
               {{"key", "response.weight"},
                {"role", role.text},
                {"known", fmt::format("{}", fmt::join(known, ", "))}},
               role.place,
               nearest_names(role.text, known),
               {}});
}

std::vector<std::int8_t> answers_of(Level& level, const Formula& formula, const std::string& stage) {
  const Column column = level.value(formula, "condition");
  if (column.is_text() || column.variable().type != VariableType::kYesNo) {
    throw Error({code::kNotYesNo, {{"indicator", stage}}, formula.written.place, {}, {}});
  }
  std::vector<std::int8_t> answers;
  for (const double answer : column.numbers()) answers.push_back(answer == 1.0 ? 1 : 0);
  return answers;
}

/// The units of a stage with all that its rates need.
struct StageUnits {
  std::vector<std::int32_t> rows;
  std::vector<std::size_t> disposition;  ///< [rows of the level]
  std::vector<std::int8_t> substitute;   ///< [rows of the level]; empty: none are declared
  std::vector<double> weight;            ///< likewise
};

std::vector<double> base_weights(const PlannedResponse& planned, const WeightedRoles& weighted,
                                 std::span<const std::int32_t> rows) {
  const auto& role = planned.spec->weight;
  if (!role) return {};
  const WeightedRole* made = weighted.find(role->text);
  std::vector<double> weights = made != nullptr ? made->at(*planned.level, made->base)
                                                : planned.level->value(*planned.weight, role->text).numbers();
  const auto missing = std::count_if(rows.begin(), rows.end(), [&](std::int32_t row) {
    return !(weights[static_cast<std::size_t>(row)] >= 0);
  });
  if (missing == 0) return weights;
  throw Error(
      {code::kMissingWeights,
       {{"weight", role->text}, {"count", std::to_string(missing)}, {"indicator", planned.spec->name.text}},
       role->place,
       {},
       {}});
}

StageUnits units_of(const PlannedResponse& planned, const WeightedRoles& weighted) {
  const std::string& name = planned.spec->name.text;
  StageUnits units;
  std::vector<std::int8_t> inside;
  if (planned.where) inside = answers_of(*planned.level, *planned.where, name);
  for (std::size_t row = 0; row < planned.level->rows(); ++row) {
    if (inside.empty() || inside[row] == 1) units.rows.push_back(static_cast<std::int32_t>(row));
  }
  const Column outcome = planned.level->value(planned.outcome, planned.outcome.written.text);
  units.disposition =
      weights::meanings_of_rows(planned.spec->outcome, name, weights::kDispositionNames, outcome, units.rows);
  if (planned.substitute) units.substitute = answers_of(*planned.level, *planned.substitute, name);
  units.weight = base_weights(planned, weighted, units.rows);
  return units;
}

/// Which of a stage's units a line is of.
struct Selection {
  std::string label;
  std::vector<std::int32_t> rows;
};

std::vector<Selection> selections_of(const PlannedResponse& planned, const StageUnits& units) {
  std::vector<Selection> selections{{"", units.rows}};
  for (const auto& formula : planned.by) {
    const Column column = planned.level->value(formula, formula.written.text).gather(units.rows);
    const std::array<const Column*, 1> pointer{&column};
    const Grouping grouping = group_rows(pointer);
    const std::size_t first = selections.size();
    for (const auto& key : grouping.keys) {
      selections.push_back({fmt::format("{}={}", formula.written.text, code_text(key.front())), {}});
    }
    for (std::size_t i = 0; i < units.rows.size(); ++i) {
      const auto group = grouping.group_of_row[i];
      if (group >= 0) selections[first + static_cast<std::size_t>(group)].rows.push_back(units.rows[i]);
    }
  }
  return selections;
}

DispositionTally tally_of(const StageUnits& units, const Selection& selection, bool substitutes,
                          bool weighted) {
  std::array<numeric::CompensatedSum, 8> sums;
  for (const auto each : selection.rows) {
    const auto row = static_cast<std::size_t>(each);
    if (!substitutes && !units.substitute.empty() && units.substitute[row] == 1) continue;
    sums.at(units.disposition[row]).add(weighted ? units.weight[row] : 1.0);
  }
  DispositionTally tally{};
  for (std::size_t i = 0; i < tally.size(); ++i) tally.at(i) = sums.at(i).value();
  return tally;
}

/// The line of the stage before that a line's overall rates build on; null when it has none.
const ResponseRow* row_before(std::span<const ResponseRow> rows, const std::string& stage,
                              const ResponseRow& row) {
  const ResponseRow* found = nullptr;
  for (const auto& each : rows) {
    if (each.stage != stage || each.group != row.group) continue;
    const bool same = each.weighted == row.weighted && each.substitutes == row.substitutes;
    if (same) return &each;
    // A stage without substitutes, or without weights, has one line for both.
    const bool near = each.weighted <= row.weighted && each.substitutes <= row.substitutes;
    if (near) found = &each;
  }
  return found;
}

void add_overall(std::span<const ResponseRow> rows, const ResponseSpec& spec, ResponseRow& row) {
  if (!spec.after) return;
  const ResponseRow* before = row_before(rows, spec.after->text, row);
  if (before == nullptr) return;
  for (std::size_t i = 0; i < weights::kResponseRateCount; ++i) {
    const double above = before->overall.empty() ? before->rates.values.at(i) : before->overall[i];
    row.overall.push_back(above * row.rates.values.at(i));
  }
}

}  // namespace

std::vector<PlannedResponse> plan_response(const Study& study, const Levels& levels) {
  std::vector<PlannedResponse> stages;
  for (const auto& spec : study.response) {
    Level& level = level_of_stage(study, levels, spec);
    PlannedResponse planned{&spec, &level, level.require(spec.outcome.variable), {}, {}, {}, {}};
    for (const auto& variable : spec.by) planned.by.push_back(level.require_breakdown(variable));
    if (spec.where) planned.where = level.require_expression(*spec.where);
    if (spec.substitute) planned.substitute = level.require_expression(*spec.substitute);
    if (spec.weight) planned.weight = given_weight(study, levels, *spec.weight, spec, level);
    stages.push_back(std::move(planned));
  }
  return stages;
}

std::vector<ResponseRow> response_table(std::span<const PlannedResponse> stages,
                                        const WeightedRoles& weighted) {
  std::vector<ResponseRow> rows;
  for (const auto& planned : stages) {
    const StageUnits units = units_of(planned, weighted);
    for (const auto& selection : selections_of(planned, units)) {
      for (const bool substitutes : {false, true}) {
        if (substitutes && units.substitute.empty()) continue;
        for (const bool by_weight : {false, true}) {
          if (by_weight && units.weight.empty()) continue;
          ResponseRow row{planned.spec->name.text, selection.label, substitutes, by_weight, {}, {}, {}};
          row.tally = tally_of(units, selection, substitutes, by_weight);
          row.rates = weights::response_rates(row.tally, planned.spec->eligible);
          add_overall(rows, *planned.spec, row);
          rows.push_back(std::move(row));
        }
      }
    }
  }
  return rows;
}

}  // namespace sondeo::run
