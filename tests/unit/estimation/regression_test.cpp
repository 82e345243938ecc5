// Regressions: golden numbers of R's svyglm, t tests as regressions, and models that have no fit.
#include "engine/estimation/regression.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/estimation/codes.hpp"
#include "engine/estimation/t_test.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using estimation::Family;
using estimation::Regression;
using estimation::Regressor;
using test::ApiSurvey;

namespace {

const std::string kName = "y ~ x";

/// A model of numbers with an intercept.
Regression model_of(const ApiSurvey& survey, Family family, std::span<const double> y,
                    const std::vector<std::pair<std::string, std::span<const double>>>& numbers) {
  static const std::vector<std::int8_t> kPresent(1000, 1);
  Regression regression;
  regression.name = kName;
  regression.family = family;
  regression.y = y;
  regression.weight = survey.numbers("pw");
  regression.present = kPresent;
  regression.terms = {"(intercept)"};
  regression.regressors = {{"(intercept)", "", 0, {}}};
  for (const auto& [name, values] : numbers) {
    regression.regressors.push_back({name, "", regression.terms.size(), {{values, {}, 0}}});
    regression.terms.push_back(name);
  }
  return regression;
}

estimation::FittedRegression fit(const ApiSurvey& survey, const Regression& regression,
                                 const estimation::EstimateSpec& spec = {}) {
  return estimation::fit_regression({survey.design(), survey.order(), 0}, regression, spec);
}

Diagnostic fault(const ApiSurvey& survey, const Regression& regression) {
  try {
    static_cast<void>(fit(survey, regression));
  } catch (const Error& error) {
    return error.diagnostic();
  }
  FAIL("no error");
  return {};
}

std::string argument(const Diagnostic& diagnostic, const std::string& name) {
  for (const auto& each : diagnostic.arguments) {
    if (each.name == name) return each.value;
  }
  return "none";
}

}  // namespace

TEST_CASE("the logit of wide schools on ell and meals is R's golden model", "[reference][model]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto result =
      fit(survey, model_of(survey, Family::kLogistic, survey.numbers("sch_wide"),
                           {{"ell", survey.numbers("ell")}, {"meals", survey.numbers("meals")}}));
  const auto& rows = result.model.coefficients;
  REQUIRE(rows.size() == 3);
  CHECK_THAT(rows[0].estimate, WithinRel(1.8995569111363, 1e-12));
  CHECK_THAT(rows[1].estimate, WithinRel(0.0399254107978, 1e-11));
  CHECK_THAT(rows[2].estimate, WithinRel(-0.0191146824661, 1e-11));
  // R's stopping rule leaves 2e-6 in its variance (survey-statistics 12).
  CHECK_THAT(rows[0].se, WithinRel(0.50991483175176, 1e-5));
  CHECK_THAT(rows[1].se, WithinRel(0.01244266973909, 1e-5));
  CHECK_THAT(rows[2].se, WithinRel(0.00882544370226, 1e-5));
  CHECK(rows[0].df == 12);
  CHECK_THAT(rows[1].odds_ratio, WithinRel(std::exp(rows[1].estimate), 1e-15));
  CHECK(std::isnan(rows[1].rate_ratio));
  CHECK(result.model.n == 183);
  REQUIRE(result.tests.size() == 3);
  CHECK(result.tests[0].test == "wald-model");
  CHECK_THAT(result.tests[0].value, WithinRel(5.2681104593904, 1e-5));
  CHECK_THAT(result.tests[1].value, WithinRel(rows[1].t * rows[1].t, 1e-10));
}

TEST_CASE("coefficients follow the units of the regressors", "[model]") {
  const ApiSurvey survey("apistrat.csv", "stype_code", {}, "fpc");
  std::vector<double> large;
  for (const double ell : survey.numbers("ell")) large.push_back(1e6 * ell);
  const auto plain = fit(
      survey, model_of(survey, Family::kPoisson, survey.numbers("enroll"), {{"ell", survey.numbers("ell")}}));
  const auto scaled =
      fit(survey, model_of(survey, Family::kPoisson, survey.numbers("enroll"), {{"ell", large}}));
  CHECK_THAT(scaled.model.coefficients[1].estimate,
             WithinRel(plain.model.coefficients[1].estimate / 1e6, 1e-10));
  CHECK_THAT(scaled.model.coefficients[1].t, WithinRel(plain.model.coefficients[1].t, 1e-9));
}

TEST_CASE("an intercept alone is the weighted mean with its linearised standard error", "[model]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto model = fit(survey, model_of(survey, Family::kLinear, survey.numbers("api00"), {})).model;
  const auto mean = survey.estimate(survey.target(estimation::Measure::kMean, "api00")).front();
  CHECK_THAT(model.coefficients[0].estimate, WithinRel(mean.estimate, 1e-13));
  CHECK_THAT(model.coefficients[0].se, WithinRel(mean.se, 1e-11));
}

TEST_CASE("a two-sample t test is the regression on the group, and R's svyttest", "[reference][ttest]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  std::vector<std::int32_t> group;
  for (const double wide : survey.numbers("sch_wide")) group.push_back(static_cast<std::int32_t>(wide));
  estimation::TTest test;
  test.variables = "api00 ~ wide";
  test.y = survey.numbers("api00");
  test.group = group;
  test.group_codes = {"0", "1"};
  test.group_labels = {"0", "1"};
  test.weight = survey.numbers("pw");
  const auto rows =
      estimation::test_means({survey.design(), survey.order(), 0}, test, survey.breakdowns(), {});
  const auto model = fit(survey, model_of(survey, Family::kLinear, survey.numbers("api00"),
                                          {{"wide", survey.numbers("sch_wide")}}));
  CHECK(rows.estimates.at(0).measure == "difference");
  CHECK(rows.estimates.at(0).category == "1-0");
  CHECK_THAT(rows.estimates.at(0).estimate, WithinRel(model.model.coefficients[1].estimate, 1e-11));
  CHECK_THAT(rows.tests.at(0).value, WithinRel(model.model.coefficients[1].t, 1e-10));
  CHECK(rows.tests.at(0).df1 == 13);
}

TEST_CASE("a t test without variance, or in one group, has a note and no p", "[ttest]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const std::vector<double> same(183, 2.0);
  const std::vector<std::int32_t> one(183, 0);
  estimation::TTest test;
  test.y = same;
  test.weight = survey.numbers("pw");
  const auto constant =
      estimation::test_means({survey.design(), survey.order(), 0}, test, survey.breakdowns(), {});
  CHECK(constant.tests.at(0).notes == std::vector<std::string>{"zero_variance"});
  CHECK(std::isnan(constant.tests.at(0).p));
  CHECK_THAT(constant.estimates.at(0).estimate, WithinAbs(2.0, 1e-14));
  test.group = one;
  test.group_codes = {"0", "1"};
  test.group_labels = test.group_codes;
  const auto lone =
      estimation::test_means({survey.design(), survey.order(), 0}, test, survey.breakdowns(), {});
  CHECK(lone.tests.at(0).notes == std::vector<std::string>{"one_category"});
}

TEST_CASE("regressors that others determine are named", "[model][message]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  std::vector<double> sum;
  for (std::size_t i = 0; i < 183; ++i)
    sum.push_back(survey.numbers("ell")[i] - 2 * survey.numbers("meals")[i] + 7);
  const auto found = fault(
      survey, model_of(survey, Family::kLinear, survey.numbers("api00"),
                       {{"ell", survey.numbers("ell")}, {"meals", survey.numbers("meals")}, {"sum", sum}}));
  CHECK(found.code == code::kModelSingular);
  CHECK(argument(found, "regressors") == "sum");
}

TEST_CASE("regressors that separate the response are named, not fitted to a large number",
          "[model][message]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  std::vector<double> high;
  std::vector<double> part;
  for (std::size_t i = 0; i < 183; ++i) {
    high.push_back(survey.numbers("api00")[i] > 650 ? 1 : 0);
    part.push_back(survey.numbers("api00")[i] > 800 ? 1 : 0);  // only its ones are settled
  }
  const auto whole =
      fault(survey, model_of(survey, Family::kLogistic, high, {{"api00", survey.numbers("api00")}}));
  CHECK((whole.code == code::kModelSeparated || whole.code == code::kModelNotConverged));
  const auto quasi = fault(
      survey, model_of(survey, Family::kLogistic, high, {{"part", part}, {"ell", survey.numbers("ell")}}));
  CHECK(quasi.code == code::kModelSeparated);
  CHECK(argument(quasi, "regressors") == "part");
  std::vector<double> none(183, 0.0);
  for (std::size_t i = 0; i < 183; ++i) none[i] = part[i] == 1 ? 0 : 3 + survey.numbers("ell")[i];
  const auto zeros = fault(survey, model_of(survey, Family::kPoisson, none, {{"part", part}}));
  CHECK(zeros.code == code::kModelSeparated);
}

TEST_CASE("a response outside of the family's range is counted", "[model][message]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto logistic = fault(survey, model_of(survey, Family::kLogistic, survey.numbers("stype_code"), {}));
  CHECK(logistic.code == code::kModelResponse);
  std::vector<double> negative = survey.numbers("enroll");
  negative[7] = -1;
  CHECK(argument(fault(survey, model_of(survey, Family::kPoisson, negative, {})), "count") == "1");
}

TEST_CASE("values of many millions converge like small ones", "[model]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  std::vector<double> rich;
  for (const double value : survey.numbers("api00")) rich.push_back(1e12 * value);
  const auto plain = fit(
      survey, model_of(survey, Family::kLinear, survey.numbers("api00"), {{"ell", survey.numbers("ell")}}));
  const auto large = fit(survey, model_of(survey, Family::kLinear, rich, {{"ell", survey.numbers("ell")}}));
  CHECK_THAT(large.model.coefficients[1].t, WithinRel(plain.model.coefficients[1].t, 1e-9));
}
