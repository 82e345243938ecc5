#include "weights/recalibrated_trim.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/design/calibration_record.hpp"
#include "engine/design/margins.hpp"
#include "engine/numeric/compensated.hpp"
#include "weights/calibrate.hpp"
#include "weights/codes.hpp"
#include "weights/step_groups.hpp"

namespace sondeo::weights {

namespace {

using design::CalibrationRecord;

/// The trimming of the full sample, and what its replicates repeat.
struct Recalibration {
  std::string step;
  Place place;
  design::Regressors regressors;
  std::vector<std::int32_t> rows;  ///< with weight, in which `where` holds
  std::vector<double> share;       ///< [rows of the table] weight at the bound / before; 1: not cut
  TrimBounds bounds;
  std::vector<double> full;  ///< weights of the full sample
  std::size_t cut = 0;
};

/// Sum of w x over the step's rows. [p]
std::vector<double> totals_of(const Recalibration& plan, std::span<const double> weights) {
  std::vector<numeric::CompensatedSum> sums(plan.regressors.profiles.columns());
  for (const auto each : plan.rows) {
    const auto row = static_cast<std::size_t>(each);
    const auto profile = plan.regressors.profile_of_row[row];
    if (profile < 0) continue;
    const auto x = plan.regressors.profiles.row(static_cast<std::size_t>(profile));
    for (std::size_t k = 0; k < x.size(); ++k) {
      sums[x.column(k)].add(weights[row] * x.value(k));
    }
  }
  std::vector<double> totals;
  totals.reserve(sums.size());
  for (const auto& sum : sums) totals.push_back(sum.value());
  return totals;
}

std::shared_ptr<const CalibrationRecord> record_of(const Recalibration& plan, std::vector<double> before,
                                                   std::vector<double> after) {
  CalibrationRecord record;
  record.name = plan.step;
  record.regressors = plan.regressors.names;
  record.profiles = plan.regressors.profiles;
  record.profile_of_row = plan.regressors.profile_of_row;
  record.before = std::move(before);
  record.after = std::move(after);
  return std::make_shared<const CalibrationRecord>(std::move(record));
}

StepOutcome recalibrate(const Recalibration& plan, const StepWeights& weights) {
  StepOutcome outcome;
  outcome.weights.assign(weights.now.begin(), weights.now.end());
  std::vector<double> part(weights.now.size());
  for (const auto each : plan.rows) {
    const auto row = static_cast<std::size_t>(each);
    part[row] = weights.now[row] * plan.share[row];
  }
  const auto totals = totals_of(plan, weights.now);
  const bool full = std::equal(weights.now.begin(), weights.now.end(), plan.full.begin(), plan.full.end());
  CalibrationProblem problem{plan.regressors, part, totals, Distance::kRaking, {}, false, {}, {}};
  if (full) {
    problem.bounds = {plan.bounds.lower, plan.bounds.upper};
    problem.bounds_on_weights = true;
  }
  const auto solution = calibrate(problem);
  if (solution.fault != CalibrationFault::kNone) {
    throw Error({code::kTrimRecalibration,
                 {{"step", plan.step},
                  {"lower", fmt::format("{:.6g}", plan.bounds.lower)},
                  {"upper", fmt::format("{:.6g}", plan.bounds.upper)}},
                 plan.place,
                 {},
                 {}});
  }
  for (const auto each : plan.rows) {
    const auto row = static_cast<std::size_t>(each);
    outcome.weights[row] = part[row] * solution.g[row];
  }
  outcome.facts.emplace_back("trimmed", std::to_string(plan.cut));
  outcome.facts.emplace_back("lower", fmt::format("{}", plan.bounds.lower));
  outcome.facts.emplace_back("upper", fmt::format("{}", plan.bounds.upper));
  if (full) {
    std::vector<double> after = outcome.weights;
    for (std::size_t row = 0; row < after.size(); ++row) {
      if (plan.regressors.profile_of_row[row] < 0) after[row] = 0;
    }
    outcome.calibration = record_of(plan, std::move(part), std::move(after));
  }
  return outcome;
}

}  // namespace

StepFunction prepare_recalibrated(const TrimStep& step, const StepData& data, const StepWeights& full) {
  if (!data.calibration) {
    throw Error({code::kTrimNotCalibrated, {{"step", data.step}}, data.place, {}, {}});
  }
  auto plan = std::make_shared<Recalibration>();
  plan->step = data.step;
  plan->place = data.place;
  plan->rows = active_rows(data, full.now);
  plan->full.assign(full.now.begin(), full.now.end());
  plan->share.assign(full.now.size(), 1.0);
  const auto& record = *data.calibration;
  plan->regressors.names = record.regressors;
  plan->regressors.profiles = record.profiles;
  plan->regressors.profile_of_row.assign(full.now.size(), -1);
  std::vector<double> weights;
  for (const auto each : plan->rows) weights.push_back(full.now[static_cast<std::size_t>(each)]);
  if (!weights.empty()) plan->bounds = trim_bounds(step, weights);
  for (const auto each : plan->rows) {
    const auto row = static_cast<std::size_t>(each);
    plan->regressors.profile_of_row[row] = record.profile_of_row[row];
    const double weight = full.now[row];
    const double within = std::clamp(weight, plan->bounds.lower, plan->bounds.upper);
    if (within == weight) continue;
    plan->share[row] = within / weight;
    ++plan->cut;
  }
  return [plan = std::shared_ptr<const Recalibration>(plan)](const StepWeights& of) {
    return recalibrate(*plan, of);
  };
}

}  // namespace sondeo::weights
