#include "program/run/execute.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/estimation/estimator.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/built_design.hpp"
#include "program/run/design_facts.hpp"
#include "program/run/level_frame.hpp"
#include "program/run/levels.hpp"
#include "program/run/models.hpp"
#include "program/run/plan.hpp"
#include "program/run/pps.hpp"
#include "program/run/record_checks.hpp"
#include "program/run/replicate_columns.hpp"
#include "program/run/targets.hpp"
#include "program/run/tests.hpp"

namespace sondeo::run {

namespace {

/// A root level's design, and the frames of the levels under it.
struct Framework {
  std::map<const Level*, design::SampleDesign> designs;
  std::map<const Level*, design::Replicates> made;            ///< of root levels, where they were asked for
  std::map<const Level*, estimation::GivenReplicates> given;  ///< by level, where the study has them
  std::map<const Level*, std::unique_ptr<LevelFrame>> frames;

  LevelFrame& frame(Level& level, const RunOptions& options) {
    auto& frame = frames[&level];
    if (!frame) frame = std::make_unique<LevelFrame>(level, designs.at(&root_of(level)), options);
    return *frame;
  }

  /// The level's replicate weights; null when the study has none.
  const estimation::GivenReplicates* given_at(const Study& study, const PlannedIndicator& planned,
                                              LevelFrame& frame, Diagnostics& findings) {
    if (!study.design.replicates) return nullptr;
    const auto known = given.find(planned.level);
    if (known != given.end()) return &known->second;
    return &given.emplace(planned.level, given_replicates(study, planned, frame, findings)).first->second;
  }

  /// What the variances of a root's levels rest on; null: linearised.
  [[nodiscard]] const design::ReplicateScheme* scheme_below(Level& root) const {
    if (const auto own = made.find(&root); own != made.end()) return &own->second.scheme;
    return given.empty() ? nullptr : &given.begin()->second.scheme;
  }
};

std::vector<Formula> unit_formulas(const Plan& plan, const Level& level) {
  std::vector<Formula> units;
  for (const auto& planned : plan.designs) {
    if (planned.root != &level) continue;
    units = planned.strata;
    if (planned.psu) units.push_back(*planned.psu);
  }
  return units;
}

/// The study with its tables read and its designs built.
struct Prepared {
  Levels levels;
  Plan plan;
  Framework framework;
};

Prepared prepare(const Study& study, const RunOptions& options, Diagnostics& findings, bool with_checks) {
  Levels levels(study, options, findings);
  Plan plan = make_plan(study, levels);
  if (with_checks) require_checks(study, levels);
  for (const auto& level : levels.all()) level->read(unit_formulas(plan, *level));
  const auto proposals = with_checks ? MergeProposals::kWanted : MergeProposals::kNone;
  Framework framework;
  for (const auto& planned : plan.designs) {
    auto& design = framework.designs.emplace(planned.root, built_design(planned, study, proposals, findings))
                       .first->second;
    if (planned.pps) add_pps(study, options, planned, design);
    if (study.estimate.replicates) {
      framework.made.emplace(planned.root, design::make_replicates(design, *study.estimate.replicates));
    }
  }
  return {std::move(levels), std::move(plan), std::move(framework)};
}

/// Indicators of one level are estimated together, so that they share one pass over its rows.
std::vector<estimation::Estimate> estimate_level(const Study& study, Prepared& prepared, LevelFrame& frame,
                                                 std::span<const PlannedIndicator> all,
                                                 const RunOptions& options, Diagnostics& findings) {
  std::vector<estimation::Target> targets;
  std::vector<estimation::Breakdown> breakdowns;
  estimation::LevelRows rows{frame.design(), frame.order(),
                             disaggregation_columns(study, options.language).size()};
  for (const auto& planned : all) {
    if (planned.level != &frame.level()) continue;
    LevelFrame* events = planned.events ? &prepared.framework.frame(*planned.events, options) : nullptr;
    if (breakdowns.empty()) breakdowns = make_breakdowns(study, planned, frame, findings);
    rows.given = prepared.framework.given_at(study, planned, frame, findings);
    for (auto& target : make_targets(planned, frame, events, options, findings)) {
      if (rows.given != nullptr) check_replicates(*rows.given, target);
      targets.push_back(std::move(target));
    }
  }
  const auto made = prepared.framework.made.find(&root_of(frame.level()));
  if (made != prepared.framework.made.end()) rows.made = &made->second;
  return estimation::estimate_targets(rows, targets, breakdowns, study.estimate, options.threads);
}

/// Breakdowns of a test or model and what its variances rest on, checked.
struct Ground {
  estimation::LevelRows rows;
  std::vector<estimation::Breakdown> breakdowns;
};

Ground prepare_ground(const Study& study, Prepared& prepared, const PlannedIndicator& subject,
                      LevelFrame& frame, const RunOptions& options, Diagnostics& findings) {
  Ground ground{{frame.design(), frame.order(), disaggregation_columns(study, options.language).size()},
                make_breakdowns(study, subject, frame, findings)};
  ground.rows.given = prepared.framework.given_at(study, subject, frame, findings);
  if (ground.rows.given != nullptr) check_replicates(*ground.rows.given, base_of(subject, frame));
  const auto made = prepared.framework.made.find(&root_of(frame.level()));
  if (made != prepared.framework.made.end()) ground.rows.made = &made->second;
  return ground;
}

/// Tests after the estimates; t tests add the estimates that they are of.
void add_tests(const Study& study, Prepared& prepared, const RunOptions& options, RunResult& result) {
  for (const auto& test : prepared.plan.tests) {
    LevelFrame& frame = prepared.framework.frame(*test.subject.level, options);
    const Ground ground = prepare_ground(study, prepared, test.subject, frame, options, result.findings);
    auto rows = run_test(test, frame, ground.rows, ground.breakdowns, study.estimate);
    std::move(rows.estimates.begin(), rows.estimates.end(), std::back_inserter(result.table.rows));
    std::move(rows.tests.begin(), rows.tests.end(), std::back_inserter(result.table.tests));
  }
}

void warn_of_rows_without_values(const estimation::ModelResult& model, Diagnostics& findings) {
  if (!(model.n_missing > 0)) return;
  findings.push_back({Code::kModelMissing,
                      {{"model", model.model},
                       {"count", fmt::format("{}", model.n_missing)},
                       {"percent", fmt::format("{:.2f}", 100 * model.missing_share)}},
                      {},
                      {},
                      {}});
}

void add_models(const Study& study, Prepared& prepared, const RunOptions& options, RunResult& result) {
  for (const auto& planned : prepared.plan.models) {
    LevelFrame& frame = prepared.framework.frame(*planned.subject.level, options);
    const Ground ground = prepare_ground(study, prepared, planned.subject, frame, options, result.findings);
    auto fitted = estimation::fit_regression(ground.rows, make_regression(planned, frame), study.estimate);
    warn_of_rows_without_values(fitted.model, result.findings);
    result.table.models.push_back(std::move(fitted.model));
    std::move(fitted.tests.begin(), fitted.tests.end(), std::back_inserter(result.table.tests));
  }
}

void warn_of_missing_answers(std::span<const estimation::Estimate> rows, Diagnostics& findings) {
  std::string last;
  for (const auto& row : rows) {
    const bool total =
        std::all_of(row.cell.begin(), row.cell.end(), [](const auto& code) { return code.empty(); });
    if (!total || row.indicator == last || !(row.n_missing > 0)) continue;
    last = row.indicator;
    findings.push_back({Code::kMissingAnswers,
                        {{"indicator", row.indicator},
                         {"count", fmt::format("{}", row.n_missing)},
                         {"percent", fmt::format("{:.2f}", 100 * row.missing_share)}},
                        {},
                        {},
                        {}});
  }
}

}  // namespace

RunResult estimate(const Study& study, const RunOptions& options) {
  RunResult result;
  Prepared prepared = prepare(study, options, result.findings, false);
  const auto& indicators = prepared.plan.indicators;
  std::map<std::string, std::vector<estimation::Estimate>> rows_of;
  for (const auto& level : prepared.levels.all()) {
    const bool used = std::any_of(indicators.begin(), indicators.end(),
                                  [&](const auto& planned) { return planned.level == level.get(); });
    if (!used) continue;
    LevelFrame& frame = prepared.framework.frame(*level, options);
    for (auto& row : estimate_level(study, prepared, frame, indicators, options, result.findings)) {
      rows_of[row.indicator].push_back(std::move(row));
    }
  }
  result.table.study = study.id;
  result.table.period = study.period;
  result.table.with_deff = options.with_deff;
  result.table.disaggregations = disaggregation_columns(study, options.language);
  for (const auto& planned : indicators) {
    auto& rows = rows_of[planned.indicator->id.text];
    std::move(rows.begin(), rows.end(), std::back_inserter(result.table.rows));
    rows.clear();
  }
  add_tests(study, prepared, options, result);
  add_models(study, prepared, options, result);
  for (const auto& planned : prepared.plan.designs) {
    add_design_facts(study, planned, prepared.framework.designs.at(planned.root),
                     prepared.framework.scheme_below(*planned.root), result.table.design);
  }
  result.table.provenance = provenance(study);
  warn_of_undeclared_missing(prepared.levels, result.findings);
  warn_of_missing_answers(result.table.rows, result.findings);
  return result;
}

CheckResult check(const Study& study, const RunOptions& options) {
  CheckResult result;
  try {
    Prepared prepared = prepare(study, options, result.warnings, true);
    for (const auto& planned : prepared.plan.indicators) {
      LevelFrame& frame = prepared.framework.frame(*planned.level, options);
      LevelFrame* events = planned.events ? &prepared.framework.frame(*planned.events, options) : nullptr;
      // What they throw or find is what `check` is for; the values themselves are not needed.
      static_cast<void>(make_breakdowns(study, planned, frame, result.warnings));
      const auto targets = make_targets(planned, frame, events, options, result.warnings);
      const auto* given = prepared.framework.given_at(study, planned, frame, result.warnings);
      for (const auto& target : targets) {
        if (given != nullptr) check_replicates(*given, target);
      }
    }
    for (const auto& test : prepared.plan.tests) {
      LevelFrame& frame = prepared.framework.frame(*test.subject.level, options);
      static_cast<void>(prepare_ground(study, prepared, test.subject, frame, options, result.warnings));
    }
    for (const auto& model : prepared.plan.models) {
      LevelFrame& frame = prepared.framework.frame(*model.subject.level, options);
      static_cast<void>(prepare_ground(study, prepared, model.subject, frame, options, result.warnings));
      static_cast<void>(make_regression(model, frame));
    }
    apply_checks(study, prepared.levels, result);
    warn_of_undeclared_missing(prepared.levels, result.warnings);
    for (const auto& level : prepared.levels.all()) {
      result.facts.emplace_back(fmt::format("rows.{}", level->id()), fmt::format("{}", level->rows()));
    }
    for (const auto& planned : prepared.plan.designs) {
      estimation::DesignSummary summary;
      add_design_facts(study, planned, prepared.framework.designs.at(planned.root),
                       prepared.framework.scheme_below(*planned.root), summary);
      for (auto& fact : summary.facts) result.facts.push_back(std::move(fact));
    }
  } catch (const Error& error) {
    result.errors.push_back(error.diagnostic());
  }
  return result;
}

}  // namespace sondeo::run
