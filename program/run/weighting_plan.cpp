#include "program/run/weighting_plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/run/codes.hpp"
#include "program/run/replicate_columns.hpp"

namespace sondeo::run {

namespace {

using weights::BaseStep;
using weights::WeightingStep;

std::string names_of_levels(const Study& study) {
  std::vector<std::string> names;
  for (const auto& data : study.data) names.push_back(data.level);
  return fmt::format("{}", fmt::join(names, ", "));
}

Error role_fault(Code code, const WeightingStep& step, std::vector<Argument> arguments) {
  const Place& place = step.role ? step.role->place : step.place;
  return Error({code, std::move(arguments), place, {}, {}});
}

Level* find_level(const Levels& levels, const std::string& id) {
  for (const auto& level : levels.all()) {
    if (level->id() == id) return level.get();
  }
  return nullptr;
}

/// The level that a step names, or that is named like its role.
Level& level_of_step(const Study& study, const Levels& levels, const WeightingStep& step,
                     const std::string& role) {
  Level* level = find_level(levels, step.level ? step.level->text : role);
  if (level != nullptr) return *level;
  if (step.level) {
    std::vector<std::string> known;
    for (const auto& data : study.data) known.push_back(data.level);
    throw Error({code::kStudyUnknownLevel,
                 {{"key", "weighting.level"}, {"level", step.level->text}, {"known", names_of_levels(study)}},
                 step.level->place,
                 nearest_names(step.level->text, known),
                 {}});
  }
  throw role_fault(code::kWeightingLevelNeeded, step, {{"role", role}, {"known", names_of_levels(study)}});
}

const design::WeightSpec* find_weight(const Study& study, const std::string& role) {
  const auto found = std::find_if(study.weights.begin(), study.weights.end(),
                                  [&](const auto& weight) { return weight.role == role; });
  return found == study.weights.end() ? nullptr : &*found;
}

PlannedWeight plan_given_weight(const design::WeightSpec& spec, Level& level) {
  PlannedWeight planned{spec.role, level.require(spec.expression), {}};
  if (spec.where) planned.where = level.require_expression(*spec.where);
  return planned;
}

/// What a role's steps begin with, where it is not another role.
void plan_start(const Study& study, const WeightingStep& first, PlannedRole& planned) {
  if (const auto* given = find_weight(study, planned.role)) {
    planned.start = plan_given_weight(*given, *planned.level);
    return;
  }
  if (std::holds_alternative<BaseStep>(first.method)) return;
  if (study.weights.empty()) {
    planned.start = PlannedWeight{planned.role, {}, {}};
    return;
  }
  throw role_fault(code::kWeightingNoStart, first, {{"role", planned.role}});
}

/// What steps do not go with.
void check_company(const Study& study, const WeightingStep& first, const PlannedRole& planned) {
  if (study.design.two_phase) throw role_fault(code::kWeightingTwoPhase, first, {});
  const bool given = planned.start && planned.start->formula;
  if (!study.design.replicates || given || planned.from) return;
  throw role_fault(code::kWeightingReplicates, first, {{"role", planned.role}});
}

/// The role whose weights a base step begins with stands before it with all its steps.
void plan_from(const Study& study, const Levels& levels, const Written& from, std::size_t position,
               PlannedRole& planned) {
  const auto refuse = [&](Code code) {
    throw Error({code, {{"role", planned.role}, {"from", from.text}}, from.place, {}, {}});
  };
  const auto& steps = study.weighting;
  if (find_weight(study, planned.role) != nullptr) refuse(code::kWeightingTwoStarts);
  planned.from = from.text;
  Level* level = nullptr;
  if (has_steps(study, from.text)) {
    for (std::size_t i = position; i < steps.size(); ++i) {
      if (role_of(study, steps[i]) == from.text) refuse(code::kWeightingFromPlace);
    }
    level = &level_of_role(study, levels, from.text);
  } else {
    const auto* given = find_weight(study, from.text);
    if (given == nullptr) refuse(code::kWeightingFromUnknown);
    level = find_level(levels, from.text);
    if (level == nullptr) level = planned.level;
    planned.from_weight = plan_given_weight(*given, *planned.level);
  }
  bool above = false;
  for (const Level* at = planned.level; at != nullptr; at = at->parent()) above = above || at == level;
  if (!above) refuse(code::kWeightingFromBelow);
}

PlannedStep plan_step(const WeightingStep& step, Level& level) {
  PlannedStep planned{&step, {}, {}};
  for (const auto& variable : weights::variables_of(step)) {
    planned.variables.push_back(variable.is_class ? level.require_breakdown(variable.text)
                                                  : level.require(variable.text));
  }
  if (step.where) planned.where = level.require_expression(*step.where);
  return planned;
}

PlannedRole& role_in(std::vector<PlannedRole>& roles, const std::string& role) {
  const auto found =
      std::find_if(roles.begin(), roles.end(), [&](const auto& known) { return known.role == role; });
  if (found != roles.end()) return *found;
  return roles.emplace_back(PlannedRole{role, nullptr, {}, {}, {}, {}, {}});
}

}  // namespace

std::string role_of(const Study& study, const WeightingStep& step) {
  if (step.role) return step.role->text;
  if (study.data.size() == 1) return study.data.front().level;
  throw role_fault(code::kWeightingRoleNeeded, step, {{"known", names_of_levels(study)}});
}

bool has_steps(const Study& study, const std::string& role) {
  return std::any_of(study.weighting.begin(), study.weighting.end(),
                     [&](const auto& step) { return role_of(study, step) == role; });
}

Level& level_of_role(const Study& study, const Levels& levels, const std::string& role) {
  Level* level = nullptr;
  for (const auto& step : study.weighting) {
    if (role_of(study, step) != role) continue;
    if (level != nullptr && !step.level) continue;
    Level& own = level_of_step(study, levels, step, role);
    if (level != nullptr && level != &own) {
      throw Error({code::kWeightingLevelsDiffer,
                   {{"role", role}, {"level", own.name()}, {"other", level->id()}},
                   step.level->place,
                   {},
                   {}});
    }
    level = &own;
  }
  ensure(level != nullptr, "a role without steps");
  return *level;
}

std::vector<PlannedRole> plan_weighting(const Study& study, const Levels& levels) {
  std::vector<PlannedRole> roles;
  for (std::size_t i = 0; i < study.weighting.size(); ++i) {
    const auto& step = study.weighting[i];
    PlannedRole& role = role_in(roles, role_of(study, step));
    const auto* base = std::get_if<BaseStep>(&step.method);
    const bool first = role.level == nullptr;
    if (first) {
      role.level = &level_of_role(study, levels, role.role);
      role.replicates = plan_replicates(study, *role.level);
      if (base != nullptr && base->from) {
        plan_from(study, levels, *base->from, i, role);
      } else {
        plan_start(study, step, role);
      }
      check_company(study, step, role);
    } else if (base != nullptr && base->from) {
      throw Error({code::kWeightingFromPlace,
                   {{"role", role.role}, {"from", base->from->text}},
                   base->from->place,
                   {},
                   {}});
    }
    role.steps.push_back(plan_step(step, *role.level));
  }
  return roles;
}

namespace {

[[noreturn]] void refuse_roles(const Study& study, const Level& level, const std::set<std::string>& roles) {
  throw Error({code::kWeightingSeveralRoles,
               {{"level", level.name()}, {"roles", fmt::format("{}", fmt::join(roles, ", "))}},
               study.weighting.front().place,
               {},
               {}});
}

/// Replicate weights of the file belong to one weight, that of the level.
void check_given(const Study& study, const Plan& plan) {
  std::map<const Level*, std::set<std::string>> roles;
  std::set<const Level*> made;
  for (const auto* planned : plan.subjects()) {
    roles[planned->level].insert(planned->weight.role);
    if (has_steps(study, planned->weight.role)) made.insert(planned->level);
    if (!planned->event_weight || !has_steps(study, planned->event_weight->role)) continue;
    roles[planned->level].insert(planned->event_weight->role);
    made.insert(planned->level);
  }
  for (const auto& [level, of_level] : roles) {
    if (made.contains(level) && of_level.size() > 1) refuse_roles(study, *level, of_level);
  }
}

}  // namespace

void check_weighting_plan(const Study& study, const Plan& plan) {
  if (study.weighting.empty()) return;
  if (study.design.replicates) check_given(study, plan);
  if (!study.estimate.replicates) return;
  for (const auto* planned : plan.subjects()) {
    if (!planned->event_weight) continue;
    const auto& events = planned->event_weight->role;
    if (events == planned->weight.role || !has_steps(study, events)) continue;
    refuse_roles(study, *planned->level, {planned->weight.role, events});
  }
}

}  // namespace sondeo::run
