#include "program/run/execute.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/estimation/estimator.hpp"
#include "engine/estimation/kish.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/calibrated.hpp"
#include "program/run/codes.hpp"
#include "program/run/comparisons.hpp"
#include "program/run/covariances.hpp"
#include "program/run/cross_tables.hpp"
#include "program/run/derived.hpp"
#include "program/run/design_facts.hpp"
#include "program/run/disclosure.hpp"
#include "program/run/edition_scores.hpp"
#include "program/run/explain.hpp"
#include "program/run/explain_cell.hpp"
#include "program/run/imputation.hpp"
#include "program/run/item_checks.hpp"
#include "program/run/label_book.hpp"
#include "program/run/level_frame.hpp"
#include "program/run/levels.hpp"
#include "program/run/like.hpp"
#include "program/run/made_replicates.hpp"
#include "program/run/next_sample.hpp"
#include "program/run/prepared.hpp"
#include "program/run/quality_labels.hpp"
#include "program/run/record_checks.hpp"
#include "program/run/replicate_columns.hpp"
#include "program/run/standardised.hpp"
#include "program/run/table_rows.hpp"
#include "program/run/targets.hpp"
#include "program/run/tests_and_models.hpp"
#include "program/run/weight_reports.hpp"

namespace sondeo::run {

namespace {

/// Adds an indicator to those that share a pass over its level's rows.
void add_indicator(const Study& study, Prepared& prepared, const PlannedIndicator& planned,
                   const RunOptions& options, Diagnostics& findings, LevelEstimates& together) {
  LevelFrame& frame = *together.frame;
  LevelFrame* events = planned.events ? &prepared.framework.frame(*planned.events) : nullptr;
  prepared.framework.set_replicates(study, planned, frame, findings, together.rows);
  for (auto& target : make_targets(planned, frame, events, options, findings)) {
    if (together.rows.given != nullptr) check_replicates(*together.rows.given, target);
    together.targets.push_back(std::move(target));
    together.planned.push_back(&planned);
  }
}

/// What is estimated at each level. Indicators of one level are estimated together, so that they share one
/// pass over its rows; those whose weights have replicates of their own, apart.
std::deque<LevelEstimates> all_level_estimates(const Study& study, Prepared& prepared,
                                               const RunOptions& options, Diagnostics& findings) {
  std::deque<LevelEstimates> all;
  for (const auto& level : prepared.levels.all()) {
    std::map<const estimation::GivenReplicates*, LevelEstimates*> of_replicates;
    const LevelEstimates* first = nullptr;
    for (const auto& planned : prepared.plan.indicators) {
      if (planned.level != level.get()) continue;
      auto& together = of_replicates[prepared.framework.made_by_steps(planned)];
      if (together == nullptr) {
        LevelFrame& frame = prepared.framework.frame(*level);
        together = &all.emplace_back(LevelEstimates{
            &frame,
            {frame.design(), frame.order(), disaggregation_columns(study, options.language).size()},
            {},
            {},
            {},
            {}});
        together->breakdowns = first ? first->breakdowns : make_breakdowns(study, planned, frame, findings);
        together->cross.emplace_back();
        together->cross.insert(together->cross.end(), planned.by.begin(), planned.by.end());
        if (first == nullptr) first = together;
      }
      add_indicator(study, prepared, planned, options, findings, *together);
    }
  }
  return all;
}

/// The same of rows that came in parts.
std::deque<LevelEstimates> estimates_of_parts(const Prepared& prepared) {
  const auto& [root, design] = *prepared.framework.designs.begin();
  const auto made = prepared.framework.made.find(root);
  return prepared.parts->estimates(design, made == prepared.framework.made.end() ? nullptr : &made->second);
}

/// The rows of all indicators that are shown, in the plan's order.
void add_indicator_rows(const Study& study, const Plan& plan, const std::deque<LevelEstimates>& levels,
                        const RunOptions& options, std::vector<estimation::Estimate>& out) {
  std::map<std::string, std::vector<estimation::Estimate>> rows_of;
  for (const auto& level : levels) {
    for (auto& row : estimation::estimate_targets(level.rows, level.targets, level.breakdowns, study.estimate,
                                                  options.threads)) {
      rows_of[row.indicator].push_back(std::move(row));
    }
  }
  for (const auto& planned : plan.indicators) {
    auto& rows = rows_of[planned.indicator->id.text];
    if (planned.shown) std::move(rows.begin(), rows.end(), std::back_inserter(out));
    rows.clear();
  }
}

/// What the variances of a cross rest on.
estimation::LevelRows cross_ground(const Study& study, Prepared& prepared, const PlannedCross& cross,
                                   const CrossTable& table, Diagnostics& findings) {
  Level& level = *cross.subject.level;
  LevelFrame& frame = prepared.framework.frame(level);
  estimation::LevelRows rows{frame.design(), frame.order(), breakdown_names(study).size()};
  prepared.framework.set_replicates(study, cross.subject, frame, findings, rows);
  if (rows.given != nullptr) {
    for (const auto& target : table.targets) check_replicates(*rows.given, target);
  }
  return rows;
}

void add_crosses(const Study& study, Prepared& prepared, const RunOptions& options, RunResult& result,
                 std::vector<EstimatedBlock>& blocks) {
  for (const auto& cross : prepared.plan.crosses) {
    LevelFrame& frame = prepared.framework.frame(*cross.subject.level);
    CrossTable table = make_cross_table(study, cross, frame, options.language);
    const auto rows = cross_ground(study, prepared, cross, table, result.findings);
    for (auto& row : cross_rows(study, cross, rows, table, options.threads)) {
      result.table.rows.push_back(std::move(row));
    }
    if (!study.disclosure) continue;
    blocks.push_back({&frame, std::move(table.targets), std::move(table.breakdowns), cross.percent,
                      placed_columns(study, cross)});
  }
}

/// What the covariances of the rows with those of another edition rest on.
std::shared_ptr<const EditionScores> edition_scores(const Prepared& prepared, const IndicatorScores& scores,
                                                    std::span<const estimation::Estimate> rows) {
  auto edition = std::make_shared<EditionScores>();
  for (const auto& planned : prepared.plan.designs) {
    edition->psus.push_back(edition_psus(planned, prepared.framework.designs.at(planned.root)));
  }
  edition->of_row = scores.of_rows(rows, edition->psus);
  return edition;
}

/// Functions of the indicators' estimates.
void add_composites(const Study& study, const Prepared& prepared, const std::deque<LevelEstimates>& levels,
                    const RunOptions& options, RunResult& result) {
  const Plan& plan = prepared.plan;
  ScoredLevels scored(levels, result.findings);
  Standardised standardised(study, scored, options);
  Comparisons comparisons(study, scored);
  DerivedEstimates derived(plan, scored, options);
  std::optional<Covariances> covariances;
  if (options.with_covariance) covariances.emplace(plan, scored);
  std::optional<IndicatorScores> scores;
  if (options.with_scores) scores.emplace(plan, scored);
  scored.score(options.threads);
  if (scores) result.scores = edition_scores(prepared, *scores, result.table.rows);
  standardised.write(study.estimate, result.table.rows);
  comparisons.write(study.estimate, result.table);
  derived.write(study.estimate, result.table);
  if (covariances) result.covariance = covariances->matrix(options.threads);
}

template <class Result>
void keep_logs(const Levels& levels, Result& result) {
  for (const auto& level : levels.all()) {
    const auto edits = level->edit_counts();
    const auto imputed = level->impute_counts();
    result.edits.insert(result.edits.end(), edits.begin(), edits.end());
    result.imputed.insert(result.imputed.end(), imputed.begin(), imputed.end());
  }
}

void add_edit_facts(const RunResult& result, estimation::DesignSummary& summary) {
  for (const auto& edit : result.edits) {
    summary.facts.emplace_back(fmt::format("edit.{}", edit.edit), std::to_string(edit.changed));
  }
}

void warn_of_missing_answers(std::span<const estimation::Estimate> rows, Diagnostics& findings) {
  std::string last;
  for (const auto& row : rows) {
    const bool total =
        std::all_of(row.cell.begin(), row.cell.end(), [](const auto& code) { return code.empty(); });
    if (!total || row.indicator == last || !(row.n_missing > 0)) continue;
    last = row.indicator;
    findings.push_back({code::kMissingAnswers,
                        {{"indicator", row.indicator},
                         {"count", fmt::format("{}", row.n_missing)},
                         {"percent", fmt::format("{:.2f}", 100 * row.missing_share)}},
                        {},
                        {},
                        {}});
  }
}

void explain_plan(const Study& study, Prepared& prepared, std::vector<ExplainedIndicator>& plan) {
  for (const auto& planned : prepared.plan.indicators) {
    LevelFrame* events = planned.events ? &prepared.framework.frame(*planned.events) : nullptr;
    plan.push_back(explain(study, planned, prepared.framework.frame(*planned.level), events));
  }
  for (const auto& table : prepared.plan.tables) {
    for (const auto& [subject, rows, columns] : table.subjects) {
      const std::string& id = subject.indicator->id.text;
      const bool known =
          std::any_of(plan.begin(), plan.end(), [&id](const auto& explained) { return explained.id == id; });
      LevelFrame* events = subject.events ? &prepared.framework.frame(*subject.events) : nullptr;
      if (known) continue;
      plan.push_back(explain(study, subject, prepared.framework.frame(*subject.level), events));
    }
  }
}

/// How many rows there were at each step, and what the weighting did.
void add_row_counts(const Study& study, Prepared& prepared, const RunOptions& options, RunResult& result) {
  for (const auto& level : prepared.levels.all()) {
    result.levels.push_back({level->id(), level->row_steps()});
  }
  for (const auto& role : prepared.framework.weighted->all()) result.weights.push_back(role_report(role));
  if (options.with_plan) explain_plan(study, prepared, result.plan);
  for (const auto& language : options.other_languages) {
    result.books.push_back(std::make_shared<const LabelBook>(label_book(study, prepared, language)));
  }
  if (options.for_readers) name_for_readers(label_book(study, prepared, options.language), result);
}

/// Kish's factor of each weight.
void add_kish_factors(Prepared& prepared, estimation::DesignSummary& summary) {
  if (prepared.parts) {
    prepared.parts->weights().add_kish_factors(summary);
    return;
  }
  std::set<std::string> done;
  for (const auto& planned : prepared.plan.indicators) {
    const std::string& role = planned.weight.role;
    if (!done.insert(role).second) continue;
    LevelFrame& frame = prepared.framework.frame(*planned.level);
    const auto weight = frame.weight(planned.weight, frame.base(planned), planned.indicator->id.text);
    summary.facts.emplace_back(role.empty() ? "kish" : fmt::format("kish.{}", role),
                               fmt::format("{}", estimation::kish_factor(weight)));
  }
}

}  // namespace

RunResult estimate(const Study& study, const RunOptions& options) {
  if (study.imputation && (options.cell || options.next_sample)) {
    throw Error({code::kCellImputed, {}, {}, {}, {}});
  }
  if (study.imputation) return estimate_imputed(study, options);
  RunResult result;
  check_quality_scheme(study);
  result.findings = study.findings;
  Prepared prepared = prepare(study, options, result.findings, false);
  const auto levels = prepared.parts ? estimates_of_parts(prepared)
                                     : all_level_estimates(study, prepared, options, result.findings);
  result.table.study = study.id;
  result.table.period = study.period;
  result.table.with_deff = options.with_deff;
  result.table.disaggregations = disaggregation_columns(study, options.language);
  add_indicator_rows(study, prepared.plan, levels, options, result.table.rows);
  add_composites(study, prepared, levels, options, result);
  std::vector<EstimatedBlock> blocks;  // kept for the protection alone: all tables at once are much memory
  for (const auto& level : levels) {
    if (study.disclosure) blocks.push_back({level.frame, level.targets, level.breakdowns, {}, {}});
  }
  add_crosses(study, prepared, options, result, blocks);
  add_table_rows(study, prepared, options, result.table, result.findings, blocks);
  add_tests(study, prepared, options, result);
  add_models(study, prepared, options, result);
  for (const auto& planned : prepared.plan.designs) {
    add_design_facts(study, planned, prepared.framework.designs.at(planned.root),
                     prepared.framework.scheme_below(*planned.root), result.table.design);
  }
  keep_logs(prepared.levels, result);
  add_edit_facts(result, result.table.design);
  result.table.provenance = provenance(study);
  const auto unlike = like_findings(study);
  result.findings.insert(result.findings.end(), unlike.begin(), unlike.end());
  if (options.with_deff) add_kish_factors(prepared, result.table.design);
  if (options.with_replicates) {
    const PlannedIndicator& first = *prepared.plan.subjects().front();
    Level& level = *first.level;
    const auto& made = prepared.framework.made.at(&root_of(level));
    const WeightedRole* weighted =
        first.weight.weighted ? prepared.framework.weighted->find(first.weight.role) : nullptr;
    result.replicates = replicate_table(first, prepared.framework.frame(level), made, weighted);
  }
  label_by_quality(study, options, result);
  if (study.disclosure) {
    auto rows = protected_rows(study, blocks, options.threads, result);
    if (study.estimate.of_implicate)  // what is withheld in any of the data sets is withheld of all
      result.protection = std::make_shared<const ProtectedRows>(std::move(rows));
    else
      withhold_rows(study, rows, result);
  }
  publish_tables(study, options.language, result.table);
  add_row_counts(study, prepared, options, result);
  if (options.next_sample) {
    result.next_sample = plan_next_sample(study, prepared, levels, options, result);
  }
  if (options.cell) result.cell = explain_cell(study, prepared, levels, options, result);
  warn_of_undeclared_missing(prepared.levels, result.findings);
  warn_of_missing_answers(result.table.rows, result.findings);
  return result;
}

CheckResult check(const Study& study, const RunOptions& options) {
  if (study.imputation) return check_imputed(study, options);
  CheckResult result;
  result.warnings = study.findings;
  try {
    check_quality_scheme(study);
    Prepared prepared = prepare(study, options, result.warnings, true);
    // What they throw or find is what `check` is for; the values themselves are not needed.
    const auto levels = all_level_estimates(study, prepared, options, result.warnings);
    ScoredLevels scored(levels, result.warnings);
    static_cast<void>(Standardised(study, scored, options));
    static_cast<void>(Comparisons(study, scored));
    static_cast<void>(DerivedEstimates(prepared.plan, scored, options));
    check_tests_and_models(study, prepared, options, result.warnings);
    for (const auto& cross : prepared.plan.crosses) {
      LevelFrame& frame = prepared.framework.frame(*cross.subject.level);
      const CrossTable table = make_cross_table(study, cross, frame, options.language);
      static_cast<void>(cross_ground(study, prepared, cross, table, result.warnings));
    }
    check_table_rows(study, prepared, options, result.warnings);
    if (options.with_plan) explain_plan(study, prepared, result.plan);
    keep_logs(prepared.levels, result);
    apply_checks(study, prepared.levels, result);
    check_items(study, prepared.levels, result);
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
