#include "engine/estimation/sample_size.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/estimation/kish.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/distribution.hpp"

namespace sondeo::estimation {

namespace {

using numeric::CompensatedSum;

struct Group {
  CompensatedSum weight;
  CompensatedSum y;
  CompensatedSum squared_weights;  ///< of the PSUs
  [[nodiscard]] double average() const { return y.value() / weight.value(); }
};

double z_quantile(double p) { return numeric::t_quantile(p, std::numeric_limits<double>::infinity()); }

double rho_used(const SampleDesignPlan& plan) { return std::max(0.0, plan.rho); }

/// n times the variance of the difference of two editions.
double change_variance(const SampleDesignPlan& plan) {
  const double rho = rho_used(plan);
  const double shared = plan.overlap * plan.correlation * plan.take * rho;
  return 2 * plan.variance * plan.rest * (1 + (plan.take - 1) * rho - shared);
}

double z_of_test(const SampleDesignPlan& plan) {
  return z_quantile(1 - plan.alpha / 2) + z_quantile(plan.power);
}

}  // namespace

VarianceComponents variance_components(const ClusteredCases& cases) {
  VarianceComponents result;
  result.n = static_cast<double>(cases.values.size());
  if (cases.values.empty()) return result;
  result.kish = kish_factor(cases.weights);
  const double scale = result.n / numeric::ordered_sum(cases.weights);
  std::map<std::int32_t, Group> psus;
  std::map<std::int32_t, Group> strata;
  for (std::size_t k = 0; k < cases.values.size(); ++k) {
    const double weight = scale * cases.weights[k];
    auto& psu = psus[cases.psus[k]];
    psu.weight.add(weight);
    psu.y.add(weight * cases.values[k]);
  }
  for (const auto& [number, psu] : psus) {
    auto& stratum = strata[cases.stratum_of_psu[static_cast<std::size_t>(number)]];
    stratum.weight.add(psu.weight.value());
    stratum.y.add(psu.y.value());
    stratum.squared_weights.add(psu.weight.value() * psu.weight.value());
  }
  result.psus = static_cast<double>(psus.size());
  result.strata = static_cast<double>(strata.size());
  result.mean_take = result.n / result.psus;
  CompensatedSum within;
  for (std::size_t k = 0; k < cases.values.size(); ++k) {
    const double deviation = cases.values[k] - psus.at(cases.psus[k]).average();
    within.add(scale * cases.weights[k] * deviation * deviation);
  }
  CompensatedSum between;
  for (const auto& [number, psu] : psus) {
    const auto& stratum = strata.at(cases.stratum_of_psu[static_cast<std::size_t>(number)]);
    const double deviation = psu.average() - stratum.average();
    between.add(psu.weight.value() * deviation * deviation);
  }
  CompensatedSum shares;
  for (const auto& [number, stratum] : strata) {
    shares.add(stratum.squared_weights.value() / stratum.weight.value());
  }
  const double df = result.psus - result.strata;
  if (df > 0) result.between = between.value() / df;
  if (result.n > result.psus) result.within = within.value() / (result.n - result.psus);
  const double b0 = (result.n - shares.value()) / df;
  if (std::isnan(result.between) || !(b0 > 0)) return result;
  const bool single = std::isnan(result.within);  // one case in each PSU: no clusters
  result.variance = single ? result.between : result.within + (result.between - result.within) / b0;
  const double total = single ? 0 : result.between + (b0 - 1) * result.within;
  result.rho = total > 0 ? (result.between - result.within) / total : 0;
  return result;
}

double planned_effect(const SampleDesignPlan& plan) {
  return plan.rest * (1 + (plan.take - 1) * rho_used(plan));
}

double planned_se(const SampleDesignPlan& plan, double n) {
  return std::sqrt(plan.variance * planned_effect(plan) / n);
}

double cases_for_cv(const SampleDesignPlan& plan, double cv) {
  const double se = cv * std::abs(plan.value);
  return plan.variance * planned_effect(plan) / (se * se);
}

double detectable_change(const SampleDesignPlan& plan, double n) {
  return z_of_test(plan) * std::sqrt(change_variance(plan) / n);
}

double cases_for_change(const SampleDesignPlan& plan, double change) {
  const double z = z_of_test(plan);
  return z * z * change_variance(plan) / (change * change);
}

}  // namespace sondeo::estimation
