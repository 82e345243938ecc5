#include "engine/estimation/regression.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/codes.hpp"
#include "engine/estimation/degrees_of_freedom.hpp"
#include "engine/estimation/joint_estimate.hpp"
#include "engine/estimation/regression_fit.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/decomposition.hpp"
#include "engine/numeric/distribution.hpp"
#include "engine/numeric/tail_probability.hpp"

namespace sondeo::estimation {

namespace {

/// @throws Error kModelResponse  for shares outside [0, 1] and negative counts
void check_response(const Regression& regression, const DomainRows& domain) {
  const auto outside = [&](std::int32_t row) {
    const double y = regression.y[static_cast<std::size_t>(row)];
    if (regression.family == Family::kLogistic) return !(y >= 0 && y <= 1);
    return regression.family == Family::kPoisson && y < 0;
  };
  const auto count = std::count_if(domain.rows.begin(), domain.rows.end(), outside);
  if (count == 0) return;
  throw Error({code::kModelResponse,
               {{"model", regression.name},
                {"family", std::string(kFamilyNames[static_cast<std::size_t>(regression.family)])},
                {"count", std::to_string(count)}},
               {},
               {},
               {}});
}

[[noreturn]] void refuse(const Regression& regression, const RegressionFit& fit) {
  std::vector<std::string> names;
  for (const auto j : fit.at_fault) names.push_back(regression.regressors[j].name);
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  if (fit.fault == FitFault::kNotConverged) {
    throw Error({code::kModelNotConverged,
                 {{"model", regression.name}, {"iterations", std::to_string(fit.iterations)}},
                 {},
                 {},
                 {}});
  }
  const Code code = fit.fault == FitFault::kSingular ? code::kModelSingular : code::kModelSeparated;
  throw Error({code, {{"model", regression.name}, {"regressors", list}}, {}, {}, {}});
}

/// The coefficients as a statistic of the weights: linearised by A^-1 x w (y - mean).
class Coefficients {
 public:
  Coefficients(const RegressionFitter& fitter, const DomainRows& domain, const RegressionFit& full)
      : fitter_(fitter), domain_(domain), full_(full) {}

  [[nodiscard]] JointStatistic statistic() const {
    JointStatistic statistic;
    statistic.count = full_.coefficients.size();
    statistic.values = [this](std::span<const double> weights) -> std::optional<std::vector<double>> {
      if (weights.data() == domain_.weights.data()) return full_.coefficients;
      RegressionFit fit = fitter_.fit(weights, full_.coefficients);
      if (fit.fault != FitFault::kNone) return std::nullopt;
      return std::move(fit.coefficients);
    };
    statistic.scores = [this, x = std::vector<double>(full_.coefficients.size())](
                           std::size_t i, std::span<double> scores) mutable {
      fitter_.fill(i, x);
      const double residual = domain_.weights[i] * (fitter_.y(i) - fitter_.expected(i, full_.coefficients));
      for (std::size_t j = 0; j < scores.size(); ++j) {
        numeric::CompensatedSum sum;
        for (std::size_t k = 0; k < x.size(); ++k) sum.add(full_.inverse_information.at(j, k) * x[k]);
        scores[j] = residual * sum.value();
      }
    };
    return statistic;
  }

 private:
  const RegressionFitter& fitter_;
  const DomainRows& domain_;
  const RegressionFit& full_;
};

/// Residual degrees of freedom.
double set_df(const LevelRows& rows, const DomainRows& domain, std::span<const double> weight,
              const EstimateSpec& spec, const JointEstimate& joint, ModelResult& model) {
  const auto df = DegreesOfFreedom(rows, spec.df_of_proportions()).of(joint.units, weight, domain.rows);
  if (df.fell_back_to_strata) model.notes.emplace_back("df_strata");
  const bool given = spec.df_of_proportions().rule == DfRule::kGiven;
  const double residual = given ? df.value : df.value + 1 - static_cast<double>(joint.values.size());
  if (!(residual > 0)) model.notes.emplace_back("no_df");
  return residual;
}

void set_coefficient(const JointEstimate& joint, std::size_t j, double t, Family family, Coefficient& out) {
  out.estimate = joint.values[j];
  out.se = std::sqrt(joint.covariance.at(j, j));
  if (family == Family::kLogistic) out.odds_ratio = std::exp(out.estimate);
  if (family == Family::kPoisson) out.rate_ratio = std::exp(out.estimate);
  if (!(out.df > 0) || !(out.se > 0)) return;
  out.t = out.estimate / out.se;
  out.p = numeric::t_two_sided(out.t, out.df);
  out.ci_low = out.estimate - t * out.se;
  out.ci_high = out.estimate + t * out.se;
}

/// F = W / k of some coefficients all 0. @source R survey regTermTest(method = "Wald")
TestResult wald_test(const JointEstimate& joint, std::span<const std::size_t> chosen, double df) {
  TestResult test;
  test.statistic = "F";
  test.df1 = static_cast<double>(chosen.size());
  test.df2 = df;
  numeric::Matrix covariance(chosen.size(), chosen.size());
  std::vector<double> values;
  for (std::size_t a = 0; a < chosen.size(); ++a) {
    values.push_back(joint.values[chosen[a]]);
    for (std::size_t b = 0; b < chosen.size(); ++b) {
      covariance.at(a, b) = joint.covariance.at(chosen[a], chosen[b]);
    }
  }
  if (!(df > 0)) {
    test.notes.emplace_back("no_df");
    return test;
  }
  const auto form = numeric::inverse_form(covariance, values);
  if (!form) {
    test.notes.emplace_back("singular_covariance");
    return test;
  }
  test.value = *form / test.df1;
  test.p = numeric::f_upper_tail(test.value, test.df1, df);
  return test;
}

std::vector<TestResult> wald_tests(const Regression& regression, const JointEstimate& joint, double df) {
  std::vector<std::vector<std::size_t>> of_term(regression.terms.size());
  std::vector<std::size_t> all;
  for (std::size_t j = 0; j < regression.regressors.size(); ++j) {
    if (regression.regressors[j].factors.empty()) continue;
    of_term[regression.regressors[j].term].push_back(j);
    all.push_back(j);
  }
  std::vector<TestResult> tests;
  const auto add = [&](const char* name, const std::string& variables, std::span<const std::size_t> chosen) {
    tests.push_back(wald_test(joint, chosen, df));
    tests.back().test = name;
    tests.back().variables = variables;
  };
  if (!all.empty()) add("wald-model", regression.name, all);
  for (std::size_t term = 0; term < of_term.size(); ++term) {
    if (!of_term[term].empty()) add("wald-term", regression.terms[term], of_term[term]);
  }
  return tests;
}

void set_counts(const Regression& regression, const DomainRows& domain, const JointEstimate& joint,
                ModelResult& model) {
  model.model = regression.name;
  model.family = kFamilyNames[static_cast<std::size_t>(regression.family)];
  model.n = static_cast<double>(domain.size());
  model.n_missing = domain.missing;
  model.weight_sum = numeric::ordered_sum(domain.weights);
  model.missing_share = domain.missing_weight / (model.weight_sum + domain.missing_weight);
  model.n_psu = joint.units.psus;
  model.n_strata = joint.units.strata;
}

}  // namespace

FittedRegression fit_regression(const LevelRows& rows, const Regression& regression,
                                const EstimateSpec& spec) {
  const auto present = [&](std::size_t row) { return regression.present[row] == 1; };
  const auto domains = rows_of_cells(rows, {}, regression.base, regression.weight, present);
  const DomainRows& domain = domains.front();
  if (domain.size() == 0) throw Error({code::kModelEmpty, {{"model", regression.name}}, {}, {}, {}});
  check_response(regression, domain);
  const RegressionFitter fitter(regression, domain);
  const RegressionFit fit = fitter.fit(domain.weights, {});
  if (fit.fault != FitFault::kNone) refuse(regression, fit);
  const Coefficients coefficients(fitter, domain, fit);
  const JointEstimate joint =
      estimate_jointly(rows, domain, regression.weight, coefficients.statistic()).value();
  FittedRegression result;
  set_counts(regression, domain, joint, result.model);
  result.model.level = spec.level;
  result.model.iterations = static_cast<double>(fit.iterations);
  result.model.notes = joint.notes;
  const double df = set_df(rows, domain, regression.weight, spec, joint, result.model);
  const double t = df > 0 ? numeric::t_quantile(1 - (1 - spec.level) / 2, df) : 0;
  for (std::size_t j = 0; j < joint.values.size(); ++j) {
    Coefficient coefficient;
    coefficient.term = regression.regressors[j].name;
    coefficient.term_label = regression.regressors[j].label;
    coefficient.df = df;
    set_coefficient(joint, j, t, regression.family, coefficient);
    result.model.coefficients.push_back(std::move(coefficient));
  }
  if (!std::isnan(joint.covariance.at(0, 0))) result.tests = wald_tests(regression, joint, df);
  return result;
}

}  // namespace sondeo::estimation
