#include "program/run/prepared.hpp"

#include <vector>

#include "program/run/codes.hpp"
#include "program/run/item_checks.hpp"
#include "program/run/made_replicates.hpp"
#include "program/run/memory_plan.hpp"
#include "program/run/record_checks.hpp"
#include "program/run/replicate_columns.hpp"
#include "program/run/root_designs.hpp"

namespace sondeo::run {

namespace {

/// A role and those that began with its weights: its calibrations are in theirs.
std::vector<std::string> with_carriers(const std::string& role, const WeightedRoles& weighted) {
  std::vector<std::string> roles{role};
  const auto carriers = weighted.carriers_of(role);
  roles.insert(roles.end(), carriers.begin(), carriers.end());
  return roles;
}

/// The calibrations that were declared, then those that steps made.
void add_calibrations(const Plan& plan, Framework& framework) {
  for (const auto& planned : plan.calibrated) {
    Level& root = root_of(*planned.level);
    if (!framework.designs.contains(&root)) continue;  // nothing is estimated there
    const auto& design = framework.designs.at(&root);
    auto roles = with_carriers(planned.weight.role, *framework.weighted);
    for (const auto& role : planned.spec->carried_by) roles.push_back(role.text);
    LevelFrame delivered(*planned.level, design);  // weights as they are in the file, before any step
    auto record = std::make_shared<const design::CalibrationRecord>(declared_record(planned, delivered));
    framework.calibrations.add(std::move(roles), *planned.level, design, {std::move(record)});
  }
  for (const auto& role : framework.weighted->all()) {
    if (role.weights.calibrations.empty()) continue;
    framework.calibrations.add(with_carriers(role.role, *framework.weighted), *role.level,
                               framework.designs.at(&root_of(*role.level)), role.weights.calibrations);
  }
}

/// Reads the parts. Where no limit was asked for, sums that take more than the rows would are no error.
bool sums_fit(RowParts& parts, const PartSizes& sizes, const RunOptions& options) {
  try {
    parts.read(sizes);
    return true;
  } catch (const Error& error) {
    if (options.memory_limit != 0 || error.diagnostic().code != code::kMemorySums) throw;
    return false;
  }
}

/// Reads the rows: all together, or in parts as `plan_memory` says.
std::unique_ptr<RowParts> read_rows(const Study& study, const RunOptions& options, const Levels& levels,
                                    const Plan& plan, bool with_checks) {
  const auto sizes = plan_memory(study, options, levels, plan, with_checks);
  if (sizes) {
    auto parts = std::make_unique<RowParts>(study, options, plan, *levels.all().front());
    if (sums_fit(*parts, *sizes, options)) {
      parts->leave_design_values();
      return parts;
    }
  }
  for (const auto& level : levels.all()) level->read(unit_formulas(plan.designs, *level));
  return nullptr;
}

RootDesigns designs_of(const Study& study, const RunOptions& options, const Plan& plan,
                       MergeProposals proposals, const RowParts* parts, Diagnostics& findings) {
  try {
    return build_root_designs(study, options, plan.designs, proposals, findings);
  } catch (const Error& error) {
    if (parts == nullptr) throw;
    throw parts->with_rows_counted(error);
  }
}

}  // namespace

LevelFrame& Framework::frame(Level& level) {
  auto& frame = frames[&level];
  if (!frame) frame = std::make_unique<LevelFrame>(level, designs.at(&root_of(level)), weighted.get());
  return *frame;
}

const estimation::GivenReplicates* Framework::given_at(const Study& study, const PlannedIndicator& planned,
                                                       LevelFrame& frame, Diagnostics& findings) {
  if (!study.design.replicates) return nullptr;
  const auto known = given.find(planned.level);
  if (known != given.end()) return &known->second;
  return &given.emplace(planned.level, given_replicates(study, planned, frame, findings)).first->second;
}

const estimation::GivenReplicates* Framework::made_by_steps(const PlannedIndicator& planned) {
  const WeightedRole* role = planned.weight.weighted ? weighted->find(planned.weight.role) : nullptr;
  if (role == nullptr || role->replicates.empty()) return nullptr;
  const std::pair<const Level*, std::string> key{planned.level, role->role};
  const auto known = given_by_steps.find(key);
  if (known != given_by_steps.end()) return &known->second;
  return &given_by_steps.emplace(key, role->given_at(*planned.level)).first->second;
}

void Framework::set_replicates(const Study& study, const PlannedIndicator& planned, LevelFrame& frame,
                               Diagnostics& findings, estimation::LevelRows& rows) {
  if (const auto* by_steps = made_by_steps(planned)) {
    rows.given = by_steps;
    return;
  }
  rows.given = given_at(study, planned, frame, findings);
  const auto own = made.find(&root_of(*planned.level));
  if (own != made.end()) rows.made = &own->second;
  if (rows.given == nullptr && rows.made == nullptr) rows.calibrated = calibrations.of(planned, frame);
}

const design::ReplicateScheme* Framework::scheme_below(Level& root) const {
  if (const auto own = made.find(&root); own != made.end()) return &own->second.scheme;
  if (!given.empty()) return &given.begin()->second.scheme;
  return given_by_steps.empty() ? nullptr : &given_by_steps.begin()->second.scheme;
}

Prepared prepare(const Study& study, const RunOptions& options, Diagnostics& findings, bool with_checks) {
  Levels levels(study, options, findings);
  Plan plan = make_plan(study, levels);
  const auto roles = plan_weighting(study, levels);
  if (with_checks) {
    require_checks(study, levels);
    require_item_checks(study, levels);
  }
  if (options.with_replicates) require_replicate_table(study, plan);
  auto parts = read_rows(study, options, levels, plan, with_checks);
  const auto proposals = with_checks ? MergeProposals::kWanted : MergeProposals::kNone;
  Framework framework;
  auto roots = designs_of(study, options, plan, proposals, parts.get(), findings);
  framework.designs = std::move(roots.designs);
  framework.made = std::move(roots.made);
  framework.weighted = std::make_unique<WeightedRoles>(
      make_weights({study, framework.designs, framework.made, options}, roles, findings));
  add_calibrations(plan, framework);
  warn_of_unused_calibration(study, findings);
  if (parts) parts->finish(framework.designs.begin()->second, findings);
  return {std::move(levels), std::move(plan), std::move(framework), std::move(parts)};
}

}  // namespace sondeo::run
