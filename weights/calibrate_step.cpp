#include "weights/calibrate_step.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/listed.hpp"
#include "engine/design/calibration_record.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/table/grouping.hpp"
#include "weights/calibrate.hpp"
#include "weights/codes.hpp"
#include "weights/detail/calibrate_margins.hpp"
#include "weights/rake.hpp"
#include "weights/totals_covariance.hpp"

namespace sondeo::weights {

namespace {

using design::CalibrationRecord;
using design::Regressors;
using detail::ColumnReader;

/// How often R's rake() takes the margins' means out of a variance's terms.
constexpr std::size_t kSweepsOfR = 10;

/// All that a calibration needs beside the weights.
struct Prepared {
  CalibrateStep step;
  std::string name;
  Place place;
  Regressors regressors;
  std::vector<MarginGroup> groups;            ///< [p]
  std::vector<double> totals;                 ///< [p]
  std::optional<numeric::Matrix> covariance;  ///< of totals that are estimates
  std::vector<double> scale;                  ///< [rows]; empty: 1
  std::vector<std::int32_t> cluster;          ///< [rows]; empty: none
  std::vector<double> penalty;                ///< [p]; 0: met; empty: all are
  std::vector<double> full;                   ///< the full sample's weights
};

std::vector<std::int8_t> with_weight(std::span<const double> weights) {
  std::vector<std::int8_t> part;
  part.reserve(weights.size());
  for (const double weight : weights) part.push_back(weight != 0.0 ? 1 : 0);
  return part;
}

Error fault_of(Code code, const Prepared& prepared, std::vector<Argument> arguments) {
  arguments.insert(arguments.begin(), {"step", prepared.name});
  return Error({code, std::move(arguments), prepared.place, {}, {}});
}

void set_scale(const Column& column, std::span<const double> weights, Prepared& prepared) {
  const auto& variable = *prepared.step.scale;
  prepared.scale = column.is_text() ? std::vector<double>(weights.size(), 0.0) : column.numbers();
  std::size_t wrong = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] != 0.0 && !(prepared.scale[row] > 0)) ++wrong;
  }
  if (wrong == 0) return;
  throw Error({code::kCalibrateScale,
               {{"variable", variable.text}, {"count", std::to_string(wrong)}},
               variable.place,
               {},
               {}});
}

/// The groups that are missed most, with by how much.
std::string missed(const Prepared& prepared, std::span<const double> misfit) {
  constexpr double kWorthNaming = 1e-9;
  std::vector<std::size_t> order;
  for (std::size_t j = 0; j < misfit.size(); ++j) {
    if (!(misfit[j] <= kWorthNaming)) order.push_back(j);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return misfit[a] > misfit[b]; });
  std::vector<std::string> names;
  names.reserve(order.size());
  for (const std::size_t j : order) {
    names.push_back(fmt::format("{} ({:.3g} %)", prepared.regressors.names[j], 100 * misfit[j]));
  }
  return listed(names);
}

[[noreturn]] void refuse_bounds(const Prepared& prepared, const CalibrationProblem& problem,
                                const CalibrationSolution& solution) {
  const GBounds least = smallest_bounds(problem);
  const std::string names = missed(prepared, solution.misfit);
  if (std::isinf(least.upper)) {
    throw fault_of(code::kCalibrationOutOfReach, prepared,
                   {{"margins", names}, {"iterations", std::to_string(solution.iterations)}});
  }
  throw fault_of(code::kCalibrationBounds, prepared,
                 {{"lower", fmt::format("{}", problem.bounds.lower)},
                  {"upper", fmt::format("{}", problem.bounds.upper)},
                  {"margins", names},
                  {"least_lower", fmt::format("{:.4g}", least.lower)},
                  {"least_upper", fmt::format("{:.4g}", least.upper)}});
}

[[noreturn]] void refuse(const Prepared& prepared, const CalibrationProblem& problem,
                         const CalibrationSolution& solution) {
  const std::string names = missed(prepared, solution.misfit);
  if (solution.fault == CalibrationFault::kInconsistent) {
    throw fault_of(code::kCalibrationInconsistent, prepared, {{"margins", names}});
  }
  const bool bounded = std::isfinite(problem.bounds.lower) || std::isfinite(problem.bounds.upper);
  if (bounded && !problem.bounds_on_weights) refuse_bounds(prepared, problem, solution);
  throw fault_of(code::kCalibrationOutOfReach, prepared,
                 {{"margins", names}, {"iterations", std::to_string(solution.iterations)}});
}

/// What one run gives, whichever the method.
struct Solved {
  std::vector<double> g;
  std::vector<double> totals;
  std::vector<double> ridge;
  std::size_t iterations = 0;
  std::size_t dependent = 0;
  double largest_misfit = 0;
};

/// Sum of w x. [p]
std::vector<double> sums_of(const Regressors& regressors, std::span<const double> weights) {
  std::vector<numeric::CompensatedSum> sums(regressors.profiles.columns());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (regressors.profile_of_row[row] < 0) continue;
    const auto x = regressors.profiles.row(static_cast<std::size_t>(regressors.profile_of_row[row]));
    for (std::size_t k = 0; k < x.size(); ++k) {
      sums[x.column(k)].add(weights[row] * x.value(k));
    }
  }
  std::vector<double> values;
  values.reserve(sums.size());
  for (const auto& sum : sums) values.push_back(sum.value());
  return values;
}

Solved rake_weights(const Prepared& prepared, const Regressors& regressors, std::span<const double> weights,
                    std::span<const double> totals) {
  RakingProblem problem{regressors, weights, totals};
  problem.tolerance = prepared.step.tolerance.value_or(problem.tolerance);
  problem.most_sweeps = prepared.step.iterations.value_or(problem.most_sweeps);
  auto solution = rake(problem);
  if (!solution.converged) {
    throw fault_of(
        code::kRakingNotConverged, prepared,
        {{"sweeps", std::to_string(solution.sweeps)}, {"margins", missed(prepared, solution.misfit)}});
  }
  double misfit = 0;
  for (const double each : solution.margin_misfit) misfit = std::max(misfit, each);
  return {std::move(solution.g), std::move(solution.totals), {}, solution.sweeps, 0, misfit};
}

/// 1 / cost of each total: a margin alone closes penalty / (1 + penalty) of its gap.
std::vector<double> ridge_of(const Prepared& prepared, const Regressors& regressors,
                             std::span<const double> weights) {
  if (prepared.penalty.empty()) return {};
  std::vector<numeric::CompensatedSum> squares(prepared.penalty.size());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (regressors.profile_of_row[row] < 0) continue;
    const double scale = prepared.scale.empty() ? 1.0 : prepared.scale[row];
    const auto x = regressors.profiles.row(static_cast<std::size_t>(regressors.profile_of_row[row]));
    for (std::size_t k = 0; k < x.size(); ++k) {
      squares[x.column(k)].add(weights[row] * x.value(k) * x.value(k) / scale);
    }
  }
  std::vector<double> ridge;
  for (std::size_t j = 0; j < squares.size(); ++j) {
    ridge.push_back(prepared.penalty[j] > 0 ? squares[j].value() / prepared.penalty[j] : 0.0);
  }
  return ridge;
}

Solved calibrate_weights(const Prepared& prepared, const Regressors& regressors,
                         std::span<const double> weights, std::span<const double> totals) {
  const CalibrateStep& step = prepared.step;
  const std::vector<double> ridge = ridge_of(prepared, regressors, weights);
  CalibrationProblem problem{
      regressors, weights, totals, step.distance, step.bounds, step.bounds_on_weights, prepared.scale, ridge};
  problem.tolerance = step.tolerance.value_or(problem.tolerance);
  problem.most_iterations = step.iterations.value_or(problem.most_iterations);
  auto solution = calibrate(problem);
  if (solution.fault != CalibrationFault::kNone) refuse(prepared, problem, solution);
  return {std::move(solution.g), std::move(solution.totals), ridge,
          solution.iterations,   solution.dependent.size(),  solution.largest_misfit()};
}

/// In a replicate a group may have no case: its total is passed over there.
std::vector<double> totals_with_cases(const Prepared& prepared, const Regressors& regressors,
                                      std::span<const double> weights) {
  std::vector<double> totals = prepared.totals;
  std::vector<bool> has_cases(totals.size(), false);
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (regressors.profile_of_row[row] < 0 || weights[row] == 0.0) continue;
    const auto x = regressors.profiles.row(static_cast<std::size_t>(regressors.profile_of_row[row]));
    for (std::size_t k = 0; k < x.size(); ++k) has_cases[x.column(k)] = true;
  }
  for (std::size_t j = 0; j < totals.size(); ++j) {
    if (!has_cases[j]) totals[j] = 0;
  }
  return totals;
}

void refuse_negative(const Prepared& prepared, const Solved& solved, std::span<const double> weights) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] > 0 && solved.g[row] < 0) ++count;
  }
  if (count == 0) return;
  throw fault_of(code::kCalibrationNegative, prepared, {{"count", std::to_string(count)}});
}

/// Of totals that are estimates; nothing when all are known.
std::optional<numeric::Matrix> covariance_of(const Prepared& prepared, const StepData& data,
                                             std::span<const double> se) {
  const bool known = std::all_of(se.begin(), se.end(), [](double each) { return each == 0.0; });
  if (!prepared.step.covariance && known) return std::nullopt;
  const auto given =
      prepared.step.covariance
          ? covariance_of_table(data.files.back(), *prepared.step.covariance, prepared.regressors.names)
          : covariance_of_errors(se);
  return agreeing_covariance(given, prepared.regressors, prepared.full);
}

std::shared_ptr<const CalibrationRecord> record_of(const Prepared& prepared, const Regressors& regressors,
                                                   const Solved& solved, std::span<const double> before,
                                                   std::span<const double> after) {
  auto record = std::make_shared<CalibrationRecord>();
  record->name = prepared.name;
  record->regressors = regressors.names;
  record->profiles = regressors.profiles;
  record->profile_of_row = regressors.profile_of_row;
  record->before.assign(before.begin(), before.end());
  record->after.assign(after.begin(), after.end());
  // The non-linear distances regress without the scale, as R's qr of X root(d).
  if (prepared.step.distance == Distance::kLinear) record->scale = prepared.scale;
  record->ridge = solved.ridge;
  record->totals_covariance = prepared.covariance;
  if (prepared.step.like_r) {
    record->sweeps = kSweepsOfR;
    record->first_of_margin = regressors.first_of_margin;
  }
  return record;
}

void add_facts(const Prepared& prepared, const Solved& solved, std::span<const double> weights,
               StepOutcome& outcome) {
  const CalibrateStep& step = prepared.step;
  double least = std::numeric_limits<double>::infinity();
  double most = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] == 0.0) continue;
    least = std::min(least, solved.g[row]);
    most = std::max(most, solved.g[row]);
  }
  auto& facts = outcome.facts;
  if (step.kind == CalibrateKind::kCalibrate) {
    facts.emplace_back("distance", kDistanceNames.at(static_cast<std::size_t>(step.distance)));
  }
  facts.emplace_back("totals", std::to_string(prepared.totals.size()));
  if (solved.dependent > 0) facts.emplace_back("dependent_totals", std::to_string(solved.dependent));
  facts.emplace_back(step.kind == CalibrateKind::kRake ? "sweeps" : "iterations",
                     std::to_string(solved.iterations));
  facts.emplace_back("largest_misfit", fmt::format("{:.3g}", solved.largest_misfit));
  facts.emplace_back("g_min", fmt::format("{}", least));
  facts.emplace_back("g_max", fmt::format("{}", most));
}

Solved solve(const Prepared& prepared, const Regressors& regressors, std::span<const double> weights,
             std::span<const double> totals) {
  return prepared.step.kind == CalibrateKind::kRake
             ? rake_weights(prepared, regressors, weights, totals)
             : calibrate_weights(prepared, regressors, weights, totals);
}

/// `now` with the rows that take part calibrated.
std::vector<double> calibrated(const Solved& solved, std::span<const double> weights,
                               std::span<const double> now) {
  std::vector<double> after(now.begin(), now.end());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] != 0.0) after[row] = solved.g[row] * weights[row];
  }
  return after;
}

/// The weights with the totals moved along a component of their covariance.
std::vector<double> moved_along(const Prepared& prepared, const Regressors& regressors,
                                std::span<const double> weights, std::span<const double> now,
                                std::span<const double> component, double times) {
  std::vector<double> totals = prepared.totals;
  std::size_t most = 0;
  for (std::size_t j = 0; j < totals.size(); ++j) {
    totals[j] += times * component[j];
    if (std::abs(component[j]) > std::abs(component[most])) most = j;
  }
  try {
    return calibrated(solve(prepared, regressors, weights, totals), weights, now);
  } catch (const Error&) {
    throw fault_of(code::kControlReplicates, prepared, {{"total", regressors.names[most]}});
  }
}

/// The weights with the totals moved along each component of their covariance, up and down.
std::vector<std::vector<double>> moved_totals(const Prepared& prepared, const Regressors& regressors,
                                              std::span<const double> weights, std::span<const double> now) {
  std::vector<std::vector<double>> moved;
  if (!prepared.covariance) return moved;
  for (const auto& component : components_of(*prepared.covariance)) {
    for (const double times : {1.0, -1.0}) {
      moved.push_back(moved_along(prepared, regressors, weights, now, component, times));
    }
  }
  return moved;
}

StepOutcome run(const Prepared& prepared, const StepWeights& now) {
  std::vector<double> weights(now.now.begin(), now.now.end());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (prepared.regressors.profile_of_row[row] < 0) weights[row] = 0;
  }
  const bool full = weights == prepared.full;
  Regressors regressors = prepared.regressors;
  if (!prepared.cluster.empty()) {
    regressors = design::averaged_within(prepared.regressors, prepared.cluster, weights);
  }
  const auto totals = full ? prepared.totals : totals_with_cases(prepared, regressors, weights);
  const Solved solved = solve(prepared, regressors, weights, totals);
  if (full) refuse_negative(prepared, solved, weights);
  StepOutcome outcome;
  outcome.weights = calibrated(solved, weights, now.now);
  if (full && now.with_moved_totals) {
    outcome.moved_totals = moved_totals(prepared, regressors, weights, now.now);
  }
  add_facts(prepared, solved, weights, outcome);
  const auto before = sums_of(regressors, weights);
  for (std::size_t j = 0; j < totals.size(); ++j) {
    outcome.margins.push_back(
        {regressors.names[j], totals[j], before[j], solved.totals[j], prepared.groups[j]});
  }
  if (full) outcome.calibration = record_of(prepared, regressors, solved, weights, outcome.weights);
  return outcome;
}

void set_penalties(const CalibrateStep& step, Prepared& prepared) {
  const bool soft = std::any_of(step.margins.begin(), step.margins.end(),
                                [](const auto& margin) { return margin.penalty > 0; });
  if (!soft) return;
  const auto& first = prepared.regressors.first_of_margin;
  for (std::size_t m = 0; m < step.margins.size(); ++m) {
    prepared.penalty.insert(prepared.penalty.end(), first[m + 1] - first[m], step.margins[m].penalty);
  }
}

}  // namespace

std::vector<StepVariable> variables_of(const CalibrateStep& step) {
  std::vector<StepVariable> variables;
  for (const auto& variable : step.partition) variables.push_back({variable, true});
  for (const auto& margin : step.margins) {
    for (const auto& variable : margin.spec.by) variables.push_back({variable, true});
    if (margin.spec.variable) variables.push_back({*margin.spec.variable, false});
  }
  if (step.scale) variables.push_back({*step.scale, false});
  if (step.cluster) variables.push_back({*step.cluster, false});
  return variables;
}

StepFunction prepare(const CalibrateStep& step, const StepData& data, const StepWeights& full) {
  auto prepared = std::make_shared<Prepared>();
  prepared->step = step;
  prepared->name = data.step;
  prepared->place = data.place;
  prepared->full = detail::weights_of_part(data, full.now);
  ColumnReader columns(data);
  const auto margins = detail::margins_of(step, prepared->full, columns);
  auto totals = checked_totals(margins, detail::totals_of(step, data), step.partial);
  prepared->totals = std::move(totals.values);
  prepared->regressors = design::make_regressors(margins, with_weight(prepared->full));
  prepared->groups = detail::groups_of(margins);
  prepared->covariance = covariance_of(*prepared, data, totals.se);
  set_penalties(step, *prepared);
  if (step.scale) set_scale(*columns.next(), prepared->full, *prepared);
  if (step.cluster) {
    const std::array alone{columns.next()};
    prepared->cluster = group_rows(alone).group_of_row;
  }
  return [prepared](const StepWeights& weights) { return run(*prepared, weights); };
}

}  // namespace sondeo::weights
