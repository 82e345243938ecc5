#include "program/run/weighting.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "program/run/codes.hpp"
#include "program/run/column_file.hpp"
#include "program/run/level_frame.hpp"
#include "program/run/made_replicates.hpp"
#include "program/run/replicate_columns.hpp"

namespace sondeo::run {

namespace {

using weights::NormaliseStep;
using weights::StepOutcome;
using weights::StepWeights;

using Columns = std::vector<std::vector<double>>;

void check_size(std::size_t rows, std::size_t replicates) {
  if (replicates <= kMostReplicateWeights / std::max<std::size_t>(rows, 1)) return;
  throw Error({code::kReplicateTableLimit,
               {{"rows", std::to_string(rows)},
                {"replicates", std::to_string(replicates)},
                {"limit", std::to_string(kMostReplicateWeights)}},
               {},
               {},
               {}});
}

/// Replicates of the weights that a role begins with.
void start_replicates(const WeightingGround& ground, const PlannedRole& planned, LevelFrame& frame,
                      Diagnostics& findings, WeightedRole& role) {
  const std::size_t rows = role.start.size();
  if (ground.study.design.replicates) {
    PlannedIndicator columns;
    columns.replicates = planned.replicates;
    const auto given = given_replicates(ground.study, columns, frame, findings);
    check_size(rows, given.columns.size());
    for (std::size_t r = 0; r < given.columns.size(); ++r) {
      role.replicates.push_back(given.weights(r, role.start));
    }
    role.scheme = given.scheme;
    role.df = given.df;
    role.of_file = true;
    return;
  }
  const auto made = ground.made.find(&root_of(*planned.level));
  if (made == ground.made.end()) return;
  role.scheme = made->second.scheme;
  check_size(rows, role.scheme.count());
  const auto psus = psus_of_rows(frame, rows);
  for (std::size_t r = 0; r < role.scheme.count(); ++r) {
    role.replicates.push_back(weights_of_replicate(role.start, psus, made->second, r));
  }
}

/// A role that begins with another's weights takes its replicates as well.
void start_from(const WeightedRole& from, WeightedRole& role) {
  Level& level = *role.level;
  role.start = from.at(level, from.weights.values);
  for (const auto& replicate : from.replicates) role.replicates.push_back(from.at(level, replicate));
  role.scheme = from.scheme;
  role.df = from.df;
  role.of_file = from.of_file;
  role.moved_totals = from.moved_totals;
  if (from.level == role.level) role.weights.calibrations = from.weights.calibrations;
}

WeightedRole begin(const WeightingGround& ground, const PlannedRole& planned, const WeightedRoles& before,
                   Diagnostics& findings) {
  WeightedRole role;
  role.role = planned.role;
  role.level = planned.level;
  role.from = planned.from;
  const WeightedRole* from = planned.from ? before.find(*planned.from) : nullptr;
  if (from != nullptr) {
    start_from(*from, role);
    return role;
  }
  LevelFrame frame(*planned.level, ground.designs.at(&root_of(*planned.level)));
  const auto& start = planned.from_weight ? planned.from_weight : planned.start;
  if (start) {
    const auto weights = frame.weight(*start, {}, planned.role);
    role.start.assign(weights.begin(), weights.end());
  } else {
    role.start.assign(planned.level->rows(), 1.0);
  }
  start_replicates(ground, planned, frame, findings, role);
  return role;
}

weights::StepData data_of(const WeightingGround& ground, const PlannedStep& planned, Level& level) {
  weights::StepData data;
  data.step = planned.step->name;
  data.place = planned.step->place;
  for (const auto& formula : planned.variables) {
    data.columns.push_back(level.value(formula, formula.written.text));
  }
  for (const auto& [file, columns, sheet] : weights::files_of(*planned.step)) {
    if (ground.templates != nullptr) break;
    data.files.push_back(
        read_column_file(ground.study, file, columns, ground.options, code::kTotalsColumnAbsent, sheet));
  }
  if (!planned.where) return data;
  const Column column = level.value(*planned.where, "where");
  if (column.is_text() || column.variable().type != VariableType::kYesNo) {
    throw Error({code::kNotYesNo, {{"indicator", planned.step->name}}, planned.where->written.place, {}, {}});
  }
  for (const double answer : column.numbers()) data.condition.push_back(answer == 1.0 ? 1 : 0);
  return data;
}

bool needs_base(const PlannedRole& planned) {
  return std::any_of(planned.steps.begin(), planned.steps.end(), [](const PlannedStep& step) {
    const auto* normalise = std::get_if<NormaliseStep>(&step.step->method);
    return normalise != nullptr && normalise->to.to == weights::NormaliseTo::kSum;
  });
}

/// Whether a step is passed over, its files of totals written instead.
bool makes_templates(const WeightingGround& ground, const PlannedStep& planned, const WeightedRole& role) {
  if (ground.templates == nullptr) return false;
  const auto* calibrate = std::get_if<weights::CalibrateStep>(&planned.step->method);
  if (calibrate == nullptr) return std::holds_alternative<weights::TrimStep>(planned.step->method);
  const auto made = weights::templates_of(*calibrate, data_of(ground, planned, *role.level),
                                          {role.weights.values, role.base});
  ground.templates->insert(ground.templates->end(), made.begin(), made.end());
  return true;
}

/// Errors of totals that are estimates become replicates of their own: each pair has half the square of what
/// a component of their covariance changes. Their centre is the estimate, and then that of all replicates.
void add_control_replicates(std::size_t count, design::ReplicateScheme& scheme) {
  constexpr double kHalf = 0.5;
  if (scheme.scale == 0.0) {
    scheme.scale = 1;
    std::fill(scheme.rscales.begin(), scheme.rscales.end(), 0.0);
  }
  scheme.about_estimate = true;
  scheme.rscales.insert(scheme.rscales.end(), count, kHalf / scheme.scale);
}

void add_moved_totals(const PlannedStep& planned, StepOutcome& outcome, Columns& replicate_base,
                      WeightedRole& role) {
  if (outcome.moved_totals.empty()) return;
  add_control_replicates(outcome.moved_totals.size(), role.scheme);
  if (!replicate_base.empty()) {
    replicate_base.insert(replicate_base.end(), outcome.moved_totals.size(), role.base);
  }
  outcome.facts.emplace_back("control_replicates", std::to_string(outcome.moved_totals.size()));
  for (std::size_t i = 0; i < outcome.moved_totals.size(); ++i) {
    role.moved_totals.emplace_back(planned.step, i);
    role.replicates.push_back(std::move(outcome.moved_totals[i]));
  }
}

using MovedTotals = decltype(WeightedRole::moved_totals);

/// Errors that the roles of a design have between them.
MovedTotals moved_totals_of(const std::deque<WeightedRole>& roles, const Level& root) {
  MovedTotals all;
  for (const auto& role : roles) {
    if (&root_of(*role.level) != &root) continue;
    for (const auto& moved : role.moved_totals) {
      if (std::find(all.begin(), all.end(), moved) == all.end()) all.push_back(moved);
    }
  }
  return all;
}

/// Gives a role all of these errors in their order; those that it does not have leave its weights as they
/// are.
void align_moved_totals(const MovedTotals& all, WeightedRole& role) {
  if (role.moved_totals == all || role.replicates.empty()) return;
  check_size(role.start.size(), role.replicates.size() - role.moved_totals.size() + all.size());
  const auto first = role.replicates.size() - role.moved_totals.size();
  Columns own(std::make_move_iterator(role.replicates.begin() + static_cast<std::ptrdiff_t>(first)),
              std::make_move_iterator(role.replicates.end()));
  role.replicates.resize(first);
  role.scheme.rscales.resize(first);
  for (const auto& moved : all) {
    const auto found = std::find(role.moved_totals.begin(), role.moved_totals.end(), moved);
    const auto i = static_cast<std::size_t>(found - role.moved_totals.begin());
    role.replicates.push_back(i < own.size() ? std::move(own[i]) : role.weights.values);
  }
  add_control_replicates(all.size(), role.scheme);
  role.moved_totals = all;
}

/// @param replicate_base  replicates of the base weights; empty where no step needs them
void apply(const WeightingGround& ground, const PlannedStep& planned, Columns& replicate_base,
           WeightedRole& role, Diagnostics& findings) {
  if (makes_templates(ground, planned, role)) return;
  const StepWeights full{role.weights.values, role.base, !role.replicates.empty()};
  auto data = data_of(ground, planned, *role.level);
  if (!role.weights.calibrations.empty()) data.calibration = role.weights.calibrations.back();
  const auto step = weights::prepare(*planned.step, std::move(data), full);
  StepOutcome outcome = step(full);
  check_size(role.start.size(), role.replicates.size() + outcome.moved_totals.size());
  numeric::parallel_blocks(role.replicates.size(), ground.options.threads, [&](std::size_t r) {
    auto& replicate = role.replicates[r];
    const auto& base = replicate_base.empty() ? replicate : replicate_base[r];
    replicate = step({replicate, base}).weights;
  });
  add_moved_totals(planned, outcome, replicate_base, role);
  role.weights.values = std::move(outcome.weights);
  if (outcome.calibration) role.weights.calibrations.push_back(outcome.calibration);
  findings.insert(findings.end(), outcome.findings.begin(), outcome.findings.end());
  role.steps.push_back({planned.step, role.weights.values, std::move(outcome.facts),
                        std::move(outcome.margins), planned.variables});
  if (!std::holds_alternative<weights::BaseStep>(planned.step->method)) return;
  role.base = role.weights.values;
  if (!replicate_base.empty()) replicate_base = role.replicates;
}

}  // namespace

std::vector<double> WeightedRole::at(Level& below, std::span<const double> values) const {
  if (&below == level) return {values.begin(), values.end()};
  const auto rows = ancestor_rows(below, *level);
  ensure(rows.has_value(), "a weight asked for above its level");
  std::vector<double> gathered;
  gathered.reserve(rows->size());
  for (const auto row : *rows) gathered.push_back(values[static_cast<std::size_t>(row)]);
  return gathered;
}

estimation::GivenReplicates WeightedRole::given_at(Level& below) const {
  estimation::GivenReplicates given;
  given.scheme = scheme;
  given.df = df;
  given.rank_df = of_file;
  given.moved_totals = moved_totals.size();
  given.may_be_negative = true;
  for (std::size_t r = 0; r < replicates.size(); ++r) {
    Variable variable;
    variable.name = fmt::format("REP{}", r + 1);
    given.columns.push_back(Column::of_numbers(std::move(variable), at(below, replicates[r])));
  }
  return given;
}

const WeightedRole* WeightedRoles::find(const std::string& role) const {
  const auto found =
      std::find_if(roles_.begin(), roles_.end(), [&](const auto& known) { return known.role == role; });
  return found == roles_.end() ? nullptr : &*found;
}

std::vector<std::string> WeightedRoles::carriers_of(const std::string& role) const {
  std::vector<std::string> carriers;
  for (const auto& each : roles_) {
    const WeightedRole* at = &each;
    while (at->weights.calibrations.empty() && at->from) {
      if (*at->from == role) {
        carriers.push_back(each.role);
        break;
      }
      at = find(*at->from);
      if (at == nullptr) break;
    }
  }
  return carriers;
}

WeightedRoles make_weights(const WeightingGround& ground, const std::vector<PlannedRole>& roles,
                           Diagnostics& findings) {
  WeightedRoles weighted;
  for (const auto& planned : roles) {
    WeightedRole role = begin(ground, planned, weighted, findings);
    role.weights.values = role.start;
    role.base = role.start;
    Columns replicate_base;
    if (needs_base(planned)) replicate_base = role.replicates;
    for (const auto& step : planned.steps) apply(ground, step, replicate_base, role, findings);
    weighted.add(std::move(role));
  }
  for (auto& role : weighted.all()) {
    align_moved_totals(moved_totals_of(weighted.all(), root_of(*role.level)), role);
  }
  return weighted;
}

}  // namespace sondeo::run
