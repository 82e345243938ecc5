#include "program/run/tests_and_models.hpp"

#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/estimation/estimator.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/codes.hpp"
#include "program/run/level_frame.hpp"
#include "program/run/models.hpp"
#include "program/run/prepared.hpp"
#include "program/run/replicate_columns.hpp"
#include "program/run/targets.hpp"
#include "program/run/tests.hpp"

namespace sondeo::run {

namespace {

/// Breakdowns of a test or model and what its variances rest on, checked.
struct Ground {
  estimation::LevelRows rows;
  std::vector<estimation::Breakdown> breakdowns;
};

Ground prepare_ground(const Study& study, Prepared& prepared, const PlannedIndicator& subject,
                      LevelFrame& frame, const RunOptions& options, Diagnostics& findings) {
  Ground ground{{frame.design(), frame.order(), disaggregation_columns(study, options.language).size()},
                make_breakdowns(study, subject, frame, findings)};
  prepared.framework.set_replicates(study, subject, frame, findings, ground.rows);
  if (ground.rows.given != nullptr) check_replicates(*ground.rows.given, base_of(subject, frame));
  return ground;
}

void warn_of_rows_without_values(const estimation::ModelResult& model, Diagnostics& findings) {
  if (!(model.n_missing > 0)) return;
  findings.push_back({code::kModelMissing,
                      {{"model", model.model},
                       {"count", fmt::format("{}", model.n_missing)},
                       {"percent", fmt::format("{:.2f}", 100 * model.missing_share)}},
                      {},
                      {},
                      {}});
}

}  // namespace

void add_tests(const Study& study, Prepared& prepared, const RunOptions& options, RunResult& result) {
  for (const auto& test : prepared.plan.tests) {
    LevelFrame& frame = prepared.framework.frame(*test.subject.level);
    const Ground ground = prepare_ground(study, prepared, test.subject, frame, options, result.findings);
    auto rows = run_test(test, frame, ground.rows, ground.breakdowns, study.estimate);
    for (auto& made : rows.tests) {
      if (made.hypothesis) made.hypothesis->estimate += result.table.rows.size();
    }
    std::move(rows.estimates.begin(), rows.estimates.end(), std::back_inserter(result.table.rows));
    std::move(rows.tests.begin(), rows.tests.end(), std::back_inserter(result.table.tests));
  }
}

void add_models(const Study& study, Prepared& prepared, const RunOptions& options, RunResult& result) {
  for (const auto& planned : prepared.plan.models) {
    LevelFrame& frame = prepared.framework.frame(*planned.subject.level);
    const Ground ground = prepare_ground(study, prepared, planned.subject, frame, options, result.findings);
    auto fitted = estimation::fit_regression(ground.rows, make_regression(planned, frame), study.estimate);
    warn_of_rows_without_values(fitted.model, result.findings);
    result.table.models.push_back(std::move(fitted.model));
    std::move(fitted.tests.begin(), fitted.tests.end(), std::back_inserter(result.table.tests));
  }
}

void check_tests_and_models(const Study& study, Prepared& prepared, const RunOptions& options,
                            Diagnostics& findings) {
  for (const auto& test : prepared.plan.tests) {
    LevelFrame& frame = prepared.framework.frame(*test.subject.level);
    static_cast<void>(prepare_ground(study, prepared, test.subject, frame, options, findings));
  }
  for (const auto& model : prepared.plan.models) {
    LevelFrame& frame = prepared.framework.frame(*model.subject.level);
    static_cast<void>(prepare_ground(study, prepared, model.subject, frame, options, findings));
    static_cast<void>(make_regression(model, frame));
  }
}

}  // namespace sondeo::run
