#include "program/run/plan.hpp"

#include <algorithm>

#include "engine/base/diagnostic.hpp"
#include "program/run/calibrated.hpp"
#include "program/run/codes.hpp"
#include "program/run/derived_plan.hpp"
#include "program/run/multiple_items.hpp"
#include "program/run/pps.hpp"
#include "program/run/replicate_columns.hpp"
#include "program/run/table_plan.hpp"
#include "program/run/two_phase.hpp"
#include "program/run/weighting_plan.hpp"

namespace sondeo::run {

namespace {

using questionnaires::Indicator;
using questionnaires::Measure;

Error refusal(Code code, const Indicator& indicator) {
  return Error({code, {{"indicator", indicator.id.text}}, indicator.id.place, {}, {}});
}

/// The weight that steps make for a role, seen from a level at or below the role's.
PlannedWeight plan_made_weight(const Study& study, const Levels& levels, const Indicator& indicator,
                               const std::string& role, Level& level) {
  const Level& own = level_of_role(study, levels, role);
  for (const Level* at = &level; at != nullptr; at = at->parent()) {
    if (at == &own) return {role, {}, {}, true};
  }
  throw Error({code::kWeightingRoleAbove,
               {{"indicator", indicator.id.text}, {"role", role}, {"level", own.name()}},
               indicator.id.place,
               {},
               {}});
}

/// The weight of a role at a level: a role named like the level is its default.
PlannedWeight plan_weight(const Study& study, const Levels& levels, const Indicator& indicator,
                          const std::optional<Written>& asked, Level& level) {
  const std::string role = asked ? asked->text : level.id();
  if (has_steps(study, role)) return plan_made_weight(study, levels, indicator, role, level);
  if (study.weights.empty()) return {role, {}, {}};
  for (const auto& weight : study.weights) {
    if (weight.role != role) continue;
    PlannedWeight planned{role, level.require(weight.expression), {}};
    if (weight.where) planned.where = level.require_expression(*weight.where);
    return planned;
  }
  Error error = refusal(code::kNoWeightForRole, indicator);
  Diagnostic diagnostic = error.diagnostic();
  diagnostic.arguments.insert(diagnostic.arguments.begin(), {"role", role});
  for (const auto& weight : study.weights) diagnostic.similar.push_back(weight.role);
  throw Error(std::move(diagnostic));
}

bool divides_events(const Indicator& indicator) { return indicator.measure == Measure::kRate; }

void check_parts(const Indicator& indicator) {
  const bool ratio = indicator.measure == Measure::kRatio;
  if (ratio && !indicator.denominator) throw refusal(code::kRatioWithoutDenominator, indicator);
  const bool of_cases = indicator.measure == Measure::kShare;
  if (!indicator.events && !indicator.numerator && !of_cases)
    throw refusal(code::kNumeratorNeeded, indicator);
}

void plan_events(PlannedIndicator& planned, const Study& study, const Levels& levels) {
  const Indicator& indicator = *planned.indicator;
  planned.events = &levels.at(indicator.events->text);
  const bool allowed = divides_events(indicator) || indicator.measure == Measure::kTotal;
  bool below = false;
  for (Level* level = planned.events->parent(); level != nullptr; level = level->parent()) {
    below = below || level == planned.level;
  }
  if (!below || !allowed) {
    throw Error({code::kEventsNotBelow,
                 {{"indicator", indicator.id.text},
                  {"events", indicator.events->text},
                  {"level", planned.level->name()}},
                 indicator.events->place,
                 {},
                 {}});
  }
  planned.event_weight = plan_weight(study, levels, indicator, indicator.event_weight, *planned.events);
  if (indicator.numerator) planned.numerator = planned.events->require_expression(*indicator.numerator);
}

}  // namespace

PlannedIndicator plan_indicator(const Indicator& indicator, const Study& study, const Levels& levels) {
  check_parts(indicator);
  PlannedIndicator planned;
  planned.indicator = &indicator;
  planned.level = &levels.at(indicator.level);
  planned.weight = plan_weight(study, levels, indicator, indicator.weight, *planned.level);
  if (indicator.events) {
    plan_events(planned, study, levels);
  } else if (indicator.measure == Measure::kMultiple) {
    planned.items = plan_items(*indicator.numerator, *planned.level);
  } else if (indicator.numerator) {
    planned.numerator = planned.level->require(*indicator.numerator);
  }
  if (indicator.categories) planned.categories = planned.level->require(*indicator.categories);
  if (indicator.denominator) planned.denominator = planned.level->require(*indicator.denominator);
  if (indicator.universe) planned.universe = planned.level->require_expression(*indicator.universe);
  if (study.estimate.standard) {
    for (const auto& variable : study.estimate.standard->by) {
      planned.standard.push_back(planned.level->require_breakdown(variable));
    }
  }
  for (const auto& comparison : study.comparisons) {
    planned.compare.push_back(planned.level->require_breakdown(comparison.variable));
  }
  planned.replicates = plan_replicates(study, *planned.level);
  for (const auto& cross : study.estimate.by) {
    planned.by.emplace_back();
    for (const auto& variable : cross)
      planned.by.back().push_back(planned.level->require_breakdown(variable));
  }
  return planned;
}

namespace {

PlannedModel plan_model(const ModelSpec& spec, const Study& study, const Levels& levels) {
  PlannedModel planned{&spec, plan_indicator(spec.subject, study, levels), {}, {}};
  Level& level = *planned.subject.level;
  for (const auto& variable : spec.formula.variables) {
    planned.variables.push_back(level.require(variable.expression));
  }
  for (const auto& offset : spec.formula.offsets) planned.offsets.push_back(level.require(offset));
  return planned;
}

std::optional<Formula> require_if(Level& level, const std::optional<Written>& text) {
  return text ? std::optional(level.require(*text)) : std::nullopt;
}

PlannedStage plan_stage(const design::StageSpec& stage, Level& root) {
  PlannedStage planned;
  for (const auto& stratum : stage.strata) planned.strata.push_back(root.require(stratum));
  planned.id = require_if(root, stage.id);
  planned.fpc = require_if(root, stage.fpc);
  return planned;
}

/// What identifies a PSU in every edition: as `[waves]` says, else its strata and itself.
std::vector<Formula> plan_psu_key(const Study& study, const PlannedDesign& design, Level& root) {
  std::vector<Formula> key;
  if (!study.waves || !study.waves->shares_psus) return key;
  for (const auto& variable : study.waves->psu_key) key.push_back(root.require(variable));
  if (!key.empty()) return key;
  if (!design.psu) throw Error({code::kWavesKeyNeeded, {}, study.waves->place, {}, {}});
  key = design.strata;
  key.push_back(*design.psu);
  return key;
}

PlannedCross plan_cross(const CrossSpec& spec, const Study& study, const Levels& levels) {
  PlannedCross planned{&spec, plan_indicator(spec.subject, study, levels), spec.percent, {}, {}, false};
  planned.rows = {planned.subject.level->require_breakdown(spec.rows)};
  planned.columns = {planned.subject.level->require_breakdown(spec.columns)};
  return planned;
}

/// Whether weighting steps work at this root level or below it.
bool weighs_below(const Study& study, const Levels& levels, const Level& root) {
  return std::any_of(study.weighting.begin(), study.weighting.end(), [&](const auto& step) {
    return &root_of(level_of_role(study, levels, role_of(study, step))) == &root;
  });
}

/// Indicators in the order in which they were asked for; all of the study when none was named.
std::vector<const Indicator*> chosen_indicators(const Study& study) {
  std::vector<const Indicator*> chosen;
  const auto& all = study.instrument.indicators;
  for (const auto& id : study.estimate.indicators) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& i) { return i.id.text == id.text; });
    if (found != all.end()) chosen.push_back(&*found);
  }
  if (study.estimate.indicators.empty()) {
    for (const auto& indicator : all) chosen.push_back(&indicator);
  }
  return chosen;
}

}  // namespace

PlannedDesign plan_design(const Study& study, Level& root) {
  PlannedDesign planned;
  planned.root = &root;
  for (const auto& stratum : study.design.strata) planned.strata.push_back(root.require(stratum));
  planned.psu = require_if(root, study.design.psu);
  planned.fpc = require_if(root, study.design.fpc);
  for (const auto& stage : study.design.later_stages) {
    planned.later_stages.push_back(plan_stage(stage, root));
  }
  planned.certainty = require_if(root, study.design.certainty);
  planned.pps = plan_pps(study, root);
  const auto& made = study.estimate.replicates;
  if (made && made->order) planned.psu_order = root.require(*made->order);
  planned.two_phase = plan_two_phase(study, root);
  planned.psu_key = plan_psu_key(study, planned, root);
  return planned;
}

std::vector<const PlannedIndicator*> Plan::subjects() const {
  std::vector<const PlannedIndicator*> subjects;
  for (const auto& planned : indicators) subjects.push_back(&planned);
  for (const auto& cross : crosses) subjects.push_back(&cross.subject);
  for (const auto& table : tables) {
    for (const auto& subject : table.subjects) subjects.push_back(&subject.subject);
  }
  for (const auto& test : tests) subjects.push_back(&test.subject);
  for (const auto& model : models) subjects.push_back(&model.subject);
  return subjects;
}

Plan make_plan(const Study& study, const Levels& levels) {
  Plan plan;
  const auto chosen = chosen_indicators(study);
  const bool others =
      !study.crosses.empty() || !study.tests.empty() || !study.models.empty() || !study.tables.empty();
  if (chosen.empty() && !others) throw Error({code::kNoIndicators, {}, {}, {}, {}});
  for (const auto* indicator : chosen) plan.indicators.push_back(plan_indicator(*indicator, study, levels));
  for (const auto& cross : study.crosses) plan.crosses.push_back(plan_cross(cross, study, levels));
  plan.tables = plan_tables(study, levels);
  for (const auto* indicator : derived_only(study, chosen)) {
    plan.indicators.push_back(plan_indicator(*indicator, study, levels));
    plan.indicators.back().shown = false;
  }
  plan.derived = plan_derived(study, plan.indicators);
  for (const auto& test : study.tests) {
    plan.tests.push_back({&test, plan_indicator(test.subject, study, levels)});
  }
  for (const auto& model : study.models) plan.models.push_back(plan_model(model, study, levels));
  plan.calibrated = plan_calibrated(study, levels);
  check_replicate_plan(study, plan);
  check_weighting_plan(study, plan);
  const auto subjects = plan.subjects();
  for (const auto& level : levels.all()) {
    if (level->parent() != nullptr) continue;
    const bool used = std::any_of(subjects.begin(), subjects.end(), [&](const auto* planned) {
      return &root_of(*planned->level) == level.get();
    });
    if (used || weighs_below(study, levels, *level)) plan.designs.push_back(plan_design(study, *level));
  }
  return plan;
}

}  // namespace sondeo::run
