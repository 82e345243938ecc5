#include "program/run/next_sample.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/domain_rows.hpp"
#include "engine/estimation/row_description.hpp"
#include "engine/moments/row_values.hpp"
#include "engine/numeric/compensated.hpp"
#include "program/run/cell_figures.hpp"
#include "program/run/codes.hpp"
#include "program/run/estimated_block.hpp"
#include "program/run/quality_labels.hpp"
#include "reports/withhold.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using estimation::Measure;
using reports::SamplePlanRow;

/// Cases and interviews of each cell of a breakdown.
struct CellCases {
  std::vector<estimation::DomainRows> cases;
  std::vector<estimation::DomainRows> interviews;  ///< rows with weight, in the base or not
};

CellCases cases_of(const LevelEstimates& level, const estimation::Target& target,
                   const estimation::Breakdown& breakdown) {
  const auto& variate = target.variate;
  const auto present = [&](std::size_t row) { return moments::is_present(variate, row); };
  const auto all = [](std::size_t) { return true; };
  return {estimation::rows_of_cells(level.rows, breakdown.cells, variate.base, variate.weight, present),
          estimation::rows_of_cells(level.rows, breakdown.cells, {}, variate.weight, all)};
}

/// What the estimate is the weighted mean of, in its unit: y, or (y - R x) / mean(x) + R of a ratio.
std::vector<double> values_of(const estimation::Target& target, const estimation::DomainRows& cases,
                              double estimate) {
  const auto& variate = target.variate;
  double mean_x = 1;
  if (!variate.x.empty()) {
    numeric::CompensatedSum x;
    for (std::size_t k = 0; k < cases.size(); ++k) {
      x.add(cases.weights[k] * variate.x[static_cast<std::size_t>(cases.rows[k])]);
    }
    mean_x = x.value() / numeric::ordered_sum(cases.weights);
  }
  std::vector<double> values;
  values.reserve(cases.size());
  for (std::size_t k = 0; k < cases.size(); ++k) {
    const auto row = static_cast<std::size_t>(cases.rows[k]);
    const double y = target.per * weighted_y(variate, row) / cases.weights[k];
    values.push_back(variate.x.empty() ? y : (y - estimate * variate.x[row]) / mean_x + estimate);
  }
  return values;
}

estimation::VarianceComponents components_of(const LevelEstimates& level, const estimation::Target& target,
                                             const estimation::DomainRows& cases, double estimate) {
  const auto& design = level.rows.design;
  std::vector<std::int32_t> psus;
  psus.reserve(cases.size());
  for (const std::int32_t unit : cases.units) psus.push_back(design.psu_of_unit(unit));
  const auto values = values_of(target, cases, estimate);
  return estimation::variance_components({values, cases.weights, psus, design.stratum_of_psu});
}

/// The product of the response rates that the steps of one role tell, and of the role it began with.
std::optional<double> response_of_steps(const Prepared& prepared, const std::string& role) {
  const WeightedRole* weighted = prepared.framework.weighted->find(role);
  if (weighted == nullptr) return std::nullopt;
  std::optional<double> found;
  if (weighted->from) found = response_of_steps(prepared, *weighted->from);
  for (const auto& step : weighted->steps) {
    for (const auto& [name, text] : step.facts) {
      double value = 0;
      if (name != "response_rate") continue;
      const bool read = std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
      if (read) found = found.value_or(1.0) * value;
    }
  }
  return found;
}

/// A change in the unit of the indicator.
double change_in_unit(const SamplePlanRequest& request, const Estimate& row) {
  if (!request.in_points) return *request.change;
  if (row.unit == "percent") return *request.change;
  if (row.unit == "fraction") return *request.change / 100;
  throw Error({code::kPlanPoints, {{"indicator", row.indicator}, {"unit", row.unit}}, {}, {}, {}});
}

/// What is needed, from what the design of the row says.
void set_needs(const SamplePlanRequest& request, double response, SamplePlanRow& row) {
  const auto& design = row.design;
  const double exact = request.cv ? cases_for_cv(design, *request.cv)
                                  : cases_for_change(design, change_in_unit(request, row.now));
  if (!std::isfinite(exact)) {
    row.notes.emplace_back("zero_estimate");
    return;
  }
  constexpr double kRounding = 1e-9;  // a number that is whole but for its last digits is whole
  const auto up = [](double value) { return std::ceil(value * (1 - kRounding)); };
  row.cases = std::max(1.0, up(exact));
  row.psus = std::max(1.0, up(row.cases / design.take));
  row.interviews = up(row.cases * row.interviews_now / row.components.n);
  row.approached = up(row.interviews / response);
  row.se = planned_se(design, row.cases);
  row.cv = row.now.estimate == 0.0 ? estimation::kAbsent : row.se / std::abs(row.now.estimate);
  row.change = detectable_change(design, row.cases);
}

/// The plan of one row; `total` says what the row's own cases are too few to say.
SamplePlanRow plan_row(const SamplePlanRequest& request, const SamplePlanRow* total, SamplePlanRow row) {
  auto& design = row.design;
  const auto& now = row.now;
  if (reports::is_protected(now) || !(now.se >= 0)) {
    row.notes.emplace_back(reports::is_protected(now) ? "protected" : "no_estimate");
    return row;
  }
  auto& own = row.components;
  if (std::isnan(own.rho) && total != nullptr) {
    own.rho = total->components.rho;
    row.notes.emplace_back("rho_of_total");
  }
  if (std::isnan(own.variance) && total != nullptr) own.variance = total->components.variance;
  if (own.rho < 0) row.notes.emplace_back("rho_below_zero");
  design.value = now.estimate;
  design.variance = own.variance;
  design.rho = own.rho;
  row.effect_now = now.se * now.se / (own.variance / own.n);
  const double clusters = 1 + (own.mean_take - 1) * std::max(0.0, own.rho);
  design.rest = row.effect_now > 0 ? row.effect_now / clusters : own.kish;
  design.take = own.mean_take;
  row.change_now = detectable_change(design, own.n);
  if (request.take) design.take = std::max(1.0, *request.take * own.n / row.interviews_now);
  row.effect = planned_effect(design);
  return row;
}

/// The labels that the scheme would give if all went as planned.
void expect_quality(const Study& study, const RunOptions& options, const RunResult& result,
                    reports::SamplePlan& plan) {
  if (!study.quality) return;
  RunResult expected;
  expected.table.disaggregations = result.table.disaggregations;
  for (const auto& row : plan.rows) {
    Estimate estimate = row.now;
    estimate.quality.clear();
    estimate.notes.clear();
    const double scale = row.cases / row.now.n;
    estimate.n = row.cases;
    estimate.n_events *= scale;
    estimate.n_victims *= scale;
    estimate.n_psu = row.psus;
    estimate.df = row.psus - row.components.strata;
    estimate.se = row.se;
    estimate.cv = row.cv;
    estimate.deff *= row.effect / row.effect_now;
    expected.table.rows.push_back(std::move(estimate));
  }
  label_by_quality(study, options, expected);
  for (std::size_t i = 0; i < plan.rows.size(); ++i) {
    auto& row = plan.rows[i];
    if (std::isnan(row.cases)) continue;
    row.quality = expected.table.rows[i].quality;
    for (const auto& label : expected.table.quality.labels) {
      if (label.id == row.quality) row.publish = label.publish;
      if (label.id == row.now.quality) row.publish_now = label.publish;
    }
  }
}

void add_facts(const SamplePlanRequest& request, bool response_known, reports::SamplePlan& plan) {
  const auto add = [&](const char* name, double value) {
    plan.facts.emplace_back(name, fmt::format("{}", value));
  };
  if (request.cv) add("target_cv", *request.cv);
  if (request.change) add(request.in_points ? "target_change_pp" : "target_change", *request.change);
  add("alpha", request.alpha);
  add("power", request.power);
  plan.facts.emplace_back("response", response_known ? fmt::format("{}", plan.response) : "not_known");
  plan.facts.emplace_back("per_psu", request.take ? fmt::format("{}", *request.take) : "mean");
  add("overlap", request.overlap);
  add("correlation", request.correlation);
}

void add_rows(const LevelEstimates& level, const SamplePlanRequest& request, const RunResult& result,
              reports::SamplePlan& plan) {
  std::map<std::string, const Estimate*> row_of;
  for (const auto& row : result.table.rows) row_of.emplace(row_key(row), &row);
  std::map<std::size_t, SamplePlanRow> totals;  // by target
  for (std::size_t b = 0; b < level.breakdowns.size(); ++b) {
    const auto& breakdown = level.breakdowns[b];
    for (std::size_t t = 0; t < level.targets.size(); ++t) {
      const auto& target = level.targets[t];
      const auto counted = cases_of(level, target, breakdown);
      for (std::size_t cell = 0; cell < breakdown.codes.size(); ++cell) {
        const auto known = row_of.find(row_key(describe_row(level.rows, target, breakdown, cell, 0)));
        if (known == row_of.end()) continue;
        SamplePlanRow row;
        row.now = *known->second;
        row.design = {estimation::kAbsent, estimation::kAbsent, 0, 1, 1, request.overlap, request.correlation,
                      request.alpha,       request.power};
        if (!reports::is_protected(row.now)) {
          row.components = components_of(level, target, counted.cases[cell], row.now.estimate);
          row.interviews_now = static_cast<double>(counted.interviews[cell].size());
        }
        const auto total = totals.find(t);
        row = plan_row(request, total == totals.end() ? nullptr : &total->second, std::move(row));
        if (std::isfinite(row.effect)) set_needs(request, plan.response, row);
        if (b == 0) totals.emplace(t, row);
        plan.rows.push_back(std::move(row));
      }
    }
  }
}

}  // namespace

std::shared_ptr<const reports::SamplePlan> plan_next_sample(const Study& study, const Prepared& prepared,
                                                            const std::deque<LevelEstimates>& levels,
                                                            const RunOptions& options,
                                                            const RunResult& result) {
  const SamplePlanRequest& request = *options.next_sample;
  auto plan = std::make_shared<reports::SamplePlan>();
  plan->study = study.id;
  plan->period = study.period;
  plan->disaggregations = result.table.disaggregations;
  plan->provenance = result.table.provenance;
  const auto& first = prepared.plan.indicators.front();
  const auto known = request.response ? request.response : response_of_steps(prepared, first.weight.role);
  plan->response = known.value_or(1.0);
  add_facts(request, known.has_value(), *plan);
  for (const auto& level : levels) {
    for (const auto& target : level.targets) {
      if (target.measure != Measure::kTotal && target.measure != Measure::kQuantile) continue;
      throw Error({code::kPlanMeasure,
                   {{"indicator", target.indicator}, {"measure", measure_name(target.measure)}},
                   {},
                   {},
                   {}});
    }
    add_rows(level, request, result, *plan);
  }
  expect_quality(study, options, result, *plan);
  return plan;
}

}  // namespace sondeo::run
