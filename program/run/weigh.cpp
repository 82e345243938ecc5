#include "program/run/weigh.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/nearest.hpp"
#include "program/run/codes.hpp"
#include "program/run/design_facts.hpp"
#include "program/run/joined_rows.hpp"
#include "program/run/made_replicates.hpp"
#include "program/run/response.hpp"
#include "program/run/root_designs.hpp"
#include "program/run/weight_reports.hpp"
#include "program/run/weighting.hpp"

namespace sondeo::run {

namespace {

Column labelled_numbers(const std::string& name, const std::string& label, std::vector<double> values) {
  Variable variable;
  variable.name = name;
  variable.label = label;
  return Column::of_numbers(std::move(variable), std::move(values));
}

/// The role whose weights are written. @throws Error kWeighRoleNeeded, kWeighUnknownRole
const PlannedRole& chosen_role(const std::vector<PlannedRole>& roles, const WeighOptions& options) {
  const auto& wanted = options.role;
  std::vector<std::string> known;
  known.reserve(roles.size());
  for (const auto& role : roles) known.push_back(role.role);
  const std::string list = fmt::format("{}", fmt::join(known, ", "));
  if (!wanted) {
    if (roles.size() == 1) return roles.front();
    throw Error({code::kWeighRoleNeeded, {{"known", list}}, options.place, {}, {}});
  }
  const auto found =
      std::find_if(roles.begin(), roles.end(), [&](const auto& role) { return role.role == wanted->text; });
  if (found != roles.end()) return *found;
  throw Error({code::kWeighUnknownRole,
               {{"role", wanted->text}, {"known", list}},
               wanted->place,
               nearest_names(wanted->text, known),
               {}});
}

/// Collects the key that the weights will stand beside.
void require_key(Level& level) {
  const auto& spec = level.spec();
  if (spec.key.empty() && spec.drop_rows) {
    throw Error({code::kWriteReplicatesKey, {{"level", spec.level}}, spec.drop_rows->place, {}, {}});
  }
  for (const auto& key : spec.key) static_cast<void>(level.require(key));
}

/// after / before; missing where there is no weight before.
std::vector<double> factor_column(std::span<const double> before, std::span<const double> after) {
  std::vector<double> factors(before.size());
  for (std::size_t row = 0; row < before.size(); ++row) {
    factors[row] = before[row] == 0.0 ? missing_value() : after[row] / before[row];
  }
  return factors;
}

Table table_of(const WeightedRole& role) {
  Level& level = *role.level;
  Table table(level.rows());
  for (const auto& key : level.spec().key) table.add(level.value(level.require(key), key.text));
  if (level.spec().key.empty()) table.add(row_numbers(level.rows()));
  table.add(labelled_numbers("weight", role.role, role.weights.values));
  std::span<const double> before = role.start;
  for (std::size_t k = 0; k < role.steps.size(); ++k) {
    const auto& record = role.steps[k];
    table.add(labelled_numbers(fmt::format("factor_{}", k + 1), record.step->name,
                               factor_column(before, record.weights)));
    before = record.weights;
  }
  for (std::size_t r = 0; r < role.replicates.size(); ++r) {
    table.add(labelled_numbers(fmt::format("REP{}", r + 1), "", role.replicates[r]));
  }
  return table;
}

}  // namespace

WeighResult weigh(const Study& study, const RunOptions& options, const WeighOptions& wanted) {
  if (study.weighting.empty() && (study.response.empty() || wanted.with_table)) {
    throw Error({code::kWeighNoSteps, {}, wanted.place, {}, {}});
  }
  if (study.imputation) {
    throw Error({code::kImputationOutput,
                 {{"flag", "sondeo weigh"}},
                 study.imputation->place,
                 {},
                 "sondeo estimate"});
  }
  WeighResult result;
  const Levels levels(study, options, result.findings);
  const auto roles = plan_weighting(study, levels);
  const auto stages = plan_response(study, levels);
  const PlannedRole* chosen = wanted.with_table ? &chosen_role(roles, wanted) : nullptr;
  if (chosen != nullptr) require_key(*chosen->level);
  std::vector<PlannedDesign> planned;
  std::set<const Level*> roots;
  for (const auto& role : roles) {
    Level& root = root_of(*role.level);
    if (roots.insert(&root).second) planned.push_back(plan_design(study, root));
  }
  for (const auto& level : levels.all()) level->read(unit_formulas(planned, *level));
  const auto designs = build_root_designs(study, options, planned, MergeProposals::kNone, result.findings);
  const auto weighted = make_weights(
      {study, designs.designs, designs.made, options, wanted.with_templates ? &result.templates : nullptr},
      roles, result.findings);
  if (wanted.with_templates) {
    if (result.templates.empty())
      result.findings.push_back({code::kTemplateNothing, {}, wanted.place, {}, {}});
    return result;
  }
  for (const auto& role : weighted.all()) result.roles.push_back(role_report(role));
  if (chosen != nullptr) result.table = table_of(*weighted.find(chosen->role));
  result.response = response_table(stages, weighted);
  result.provenance = provenance(study);
  return result;
}

}  // namespace sondeo::run
