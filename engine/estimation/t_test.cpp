#include "engine/estimation/t_test.hpp"

#include <array>
#include <cmath>

#include "engine/estimation/degrees_of_freedom.hpp"
#include "engine/estimation/hypothesis_test.hpp"
#include "engine/estimation/interval.hpp"
#include "engine/estimation/joint_estimate.hpp"
#include "engine/estimation/row_description.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/distribution.hpp"

namespace sondeo::estimation {

namespace {

/// Means of y in both groups (in the first alone for one sample) under some weights.
struct GroupMeans {
  std::array<double, 2> weight{};
  std::array<double, 2> mean{};
};

class MeanDifference {
 public:
  MeanDifference(const DomainRows& domain, const TTest& test) : domain_(domain), test_(test) {}

  [[nodiscard]] std::size_t group_of(std::size_t i) const {
    if (test_.group.empty()) return 0;
    return static_cast<std::size_t>(test_.group[static_cast<std::size_t>(domain_.rows[i])]);
  }
  [[nodiscard]] double y(std::size_t i) const { return test_.y[static_cast<std::size_t>(domain_.rows[i])]; }

  [[nodiscard]] GroupMeans means(std::span<const double> weights) const {
    std::array<numeric::CompensatedSum, 2> weight;
    std::array<numeric::CompensatedSum, 2> sum;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weight[group_of(i)].add(weights[i]);
      sum[group_of(i)].add(weights[i] * y(i));
    }
    GroupMeans means;
    for (std::size_t g = 0; g < 2; ++g) {
      means.weight[g] = weight[g].value();
      means.mean[g] = weight[g].value() == 0.0 ? 0.0 : sum[g].value() / weight[g].value();
    }
    return means;
  }
  [[nodiscard]] bool has_groups(const GroupMeans& means) const {
    return means.weight[0] != 0.0 && (test_.group.empty() || means.weight[1] != 0.0);
  }

  [[nodiscard]] JointStatistic statistic() const {
    JointStatistic statistic;
    statistic.count = 1;
    statistic.values = [this](std::span<const double> weights) -> std::optional<std::vector<double>> {
      const GroupMeans at = means(weights);
      if (!has_groups(at)) return std::nullopt;
      return std::vector<double>{test_.group.empty() ? at.mean[0] : at.mean[1] - at.mean[0]};
    };
    const GroupMeans full = means(domain_.weights);
    statistic.scores = [this, full](std::size_t i, std::span<double> scores) {
      const std::size_t g = group_of(i);
      const double sign = test_.group.empty() || g == 1 ? 1.0 : -1.0;
      scores[0] = sign * domain_.weights[i] * (y(i) - full.mean[g]) / full.weight[g];
    };
    return statistic;
  }

 private:
  const DomainRows& domain_;
  const TTest& test_;
};

class Tester {
 public:
  Tester(const LevelRows& rows, const TTest& test, const EstimateSpec& spec)
      : rows_(rows), test_(test), spec_(spec), df_(rows, spec.df_of_proportions()) {}

  void set(const DomainRows& domain, Estimate& row, TestResult& result) {
    const auto note = [&](const char* code) {
      row.notes.push_back(code);
      result.notes.emplace_back(code);
    };
    row.n = static_cast<double>(domain.size());
    row.weight_sum = numeric::ordered_sum(domain.weights);
    row.n_missing = domain.missing;
    const double base_weight = row.weight_sum + domain.missing_weight;
    if (base_weight > 0) row.missing_share = domain.missing_weight / base_weight;
    if (domain.size() == 0) return note("empty_domain");
    const MeanDifference difference(domain, test_);
    const auto joint = estimate_jointly(rows_, domain, test_.weight, difference.statistic());
    if (!joint) return note("one_category");
    for (const auto& code : joint->notes) note(code.c_str());
    row.n_psu = joint->units.psus;
    row.n_strata = joint->units.strata;
    row.estimate = joint->values[0];
    row.se = std::sqrt(joint->covariance.at(0, 0));
    if (row.estimate != 0.0) row.cv = row.se / std::abs(row.estimate);
    if (std::isnan(row.se)) return;
    const auto df = df_.of(joint->units, test_.weight, domain.rows);
    if (df.fell_back_to_strata) note("df_strata");
    row.df = spec_.df_of_proportions().rule == DfRule::kGiven ? df.value : df.value - 1;
    if (!(row.df > 0)) return note("no_df");
    const Interval interval =
        wald_interval(row.estimate, row.se, numeric::t_quantile(1 - (1 - spec_.level) / 2, row.df));
    row.ci_low = interval.low;
    row.ci_high = interval.high;
    if (row.se == 0.0) return note("zero_variance");
    set_t_test(row, test_.mu, result);
  }

 private:
  const LevelRows& rows_;
  const TTest& test_;
  const EstimateSpec& spec_;
  DegreesOfFreedom df_;
};

Estimate describe_estimate(const LevelRows& rows, const TTest& test, const Breakdown& breakdown,
                           std::size_t cell, double level) {
  Target target;
  target.indicator = test.variables;
  target.measure = Measure::kMean;
  Estimate row = describe_row(rows, target, breakdown, cell, level);
  row.interval = "wald";
  if (test.group.empty()) return row;
  row.measure = "difference";
  row.category = test.group_codes[1] + "-" + test.group_codes[0];
  row.category_label = test.group_labels[1] + " - " + test.group_labels[0];
  return row;
}

}  // namespace

TTestRows test_means(const LevelRows& rows, const TTest& test, std::span<const Breakdown> breakdowns,
                     const EstimateSpec& spec) {
  const auto present = [&](std::size_t row) {
    return !std::isnan(test.y[row]) && (test.group.empty() || test.group[row] >= 0);
  };
  TTestRows out;
  Tester tester(rows, test, spec);
  for (const auto& breakdown : breakdowns) {
    const auto domains = rows_of_cells(rows, breakdown.cells, test.base, test.weight, present);
    for (std::size_t cell = 0; cell < domains.size(); ++cell) {
      Estimate row = describe_estimate(rows, test, breakdown, cell, spec.level);
      TestResult result = describe_test(rows, breakdown, cell);
      result.test = test.group.empty() ? "ttest-one-sample" : "ttest-two-sample";
      result.variables = test.variables;
      result.statistic = "t";
      result.hypothesis = Hypothesis{test.mu, out.estimates.size()};
      tester.set(domains[cell], row, result);
      out.estimates.push_back(std::move(row));
      out.tests.push_back(std::move(result));
    }
  }
  return out;
}

}  // namespace sondeo::estimation
