// Functions of estimates: their language, their derivatives, and R's contrasts.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/estimation/codes.hpp"
#include "engine/estimation/composite.hpp"
#include "engine/estimation/derived_expression.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using estimation::parse_derived;
using estimation::ScoredEstimate;
using test::ApiSurvey;

namespace {

Written written(const std::string& text) {
  return {text, {Origin::kCommandLine, "--derive", 1, 1, text.size(), text}};
}

double value_of(const std::string& text, const std::vector<double>& estimates) {
  return parse_derived(written(text)).value(estimates, {});
}

/// Code and column of the fault.
std::pair<Code, std::size_t> fault_of(const std::string& text) {
  try {
    static_cast<void>(parse_derived(written(text)));
  } catch (const Error& error) {
    return {error.diagnostic().code, error.diagnostic().place.value().column};
  }
  return {Code{}, 0};
}

/// Means of api00 by stype under two-stage clusters with fpc, with their scores: H, E, M as codes 1, 2, 3.
std::vector<ScoredEstimate> means_by_type(const ApiSurvey& survey) {
  const auto breakdowns = survey.breakdowns("stype_code");
  const auto target = survey.target(estimation::Measure::kMean, "api00");
  const std::vector<estimation::EstimateKey> keys = {{0, 1, 0}, {0, 1, 1}, {0, 1, 2}};
  return estimation::score_estimates({survey.design(), survey.order(), 1}, {&target, 1}, breakdowns, keys, 1);
}

}  // namespace

TEST_CASE("operators bind as in mathematics", "[derived]") {
  CHECK(value_of("a - b - c", {7, 2, 1}) == 4);
  CHECK(value_of("a - b * c", {7, 2, 3}) == 1);
  CHECK(value_of("a / b / c", {12, 2, 3}) == 2);
  CHECK(value_of("a ^ b ^ c", {2, 3, 2}) == 512);
  CHECK(value_of("-a ^ 2", {3}) == -9);
  CHECK(value_of("a ^ -1", {4}) == 0.25);
  CHECK(value_of("2 * (a + b)", {1, 2}) == 6);
  CHECK(value_of("log(exp(a)) + sqrt(b) + .5 + 1e2", {3, 16}) == 107.5);
  CHECK(value_of("a--b", {3, 1}) == 4);
}

TEST_CASE("names and cells are read as they stand", "[derived]") {
  const auto parsed =
      parse_derived(written("`tasa a\u00f1o`[sexo=2, `x y` == \"A B\", z=-1] - b[category='01', u=p.5]"));
  const auto references = parsed.references();
  REQUIRE(references.size() == 2);
  CHECK(references[0].indicator.text == "tasa a\u00f1o");
  REQUIRE(references[0].conditions.size() == 3);
  CHECK(references[0].conditions[0].code.text == "2");
  CHECK(references[0].conditions[1].variable.text == "x y");
  CHECK(references[0].conditions[1].code.text == "A B");
  CHECK(references[0].conditions[2].code.text == "-1");
  CHECK(references[1].conditions[0].code.text == "01");
  CHECK(references[1].conditions[1].code.text == "p.5");
  CHECK(references[1].indicator.place.column == 45);
  CHECK(parsed.is_difference());
  CHECK_FALSE(parse_derived(written("(a - b) / c")).is_difference());
}

TEST_CASE("derivatives are those of calculus", "[derived]") {
  const auto gradient_of = [](const std::string& text, const std::vector<double>& estimates) {
    std::vector<double> gradient(estimates.size());
    static_cast<void>(parse_derived(written(text)).value(estimates, gradient));
    return gradient;
  };
  CHECK(gradient_of("a - 2 * b", {5, 1}) == std::vector<double>{1, -2});
  CHECK(gradient_of("a * b", {5, 3}) == std::vector<double>{3, 5});
  CHECK(gradient_of("a / b", {6, 2}) == std::vector<double>{0.5, -1.5});
  CHECK(gradient_of("log(a)", {4}) == std::vector<double>{0.25});
  CHECK(gradient_of("sqrt(a)", {4}) == std::vector<double>{0.25});
  CHECK(gradient_of("-a ^ 3", {-2}) == std::vector<double>{-12});
  CHECK(gradient_of("a ^ b", {2, 3})[0] == 12);
  CHECK_THAT(gradient_of("a ^ b", {2, 3})[1], WithinRel(8 * std::log(2.0), 1e-15));
  CHECK_THAT(gradient_of("exp(a * b)", {2, 0.5})[1], WithinRel(2 * std::exp(1.0), 1e-15));
}

TEST_CASE("a fault is found where it stands", "[derived][message]") {
  CHECK(fault_of("a - ") == std::pair{code::kDerivedEnds, std::size_t{5}});
  CHECK(fault_of("a b") == std::pair{code::kDerivedUnexpected, std::size_t{3}});
  CHECK(fault_of("a + * b") == std::pair{code::kDerivedUnexpected, std::size_t{5}});
  CHECK(fault_of("(a") == std::pair{code::kDerivedEnds, std::size_t{3}});
  CHECK(fault_of("a[sex]") == std::pair{code::kDerivedUnexpected, std::size_t{6}});
  CHECK(fault_of("a[sex=1, sex=2]") == std::pair{code::kDerivedVariableTwice, std::size_t{10}});
  CHECK(fault_of("sqr(a)") == std::pair{code::kDerivedUnknownFunction, std::size_t{1}});
  CHECK(fault_of("1 + 2") == std::pair{code::kDerivedNoIndicator, std::size_t{1}});
  CHECK(fault_of("") == std::pair{code::kDerivedEnds, std::size_t{1}});
  CHECK(fault_of("`a") == std::pair{code::kDerivedEnds, std::size_t{3}});
  CHECK(fault_of(std::string(200, '(') + "a").first == code::kDerivedTooDeep);
  CHECK(fault_of(std::string(200, '-') + "a").first == code::kDerivedTooDeep);
}

TEST_CASE("a unit stays where it has a meaning", "[derived]") {
  const auto unit_of = [](const std::string& text, const std::vector<std::string>& units) {
    return parse_derived(written(text)).unit(units);
  };
  CHECK(unit_of("a - b", {"percent", "percent"}) == "percent");
  CHECK(unit_of("a - b", {"percent", "fraction"}).empty());
  CHECK(unit_of("2 * a / 3", {"per_1000"}) == "per_1000");
  CHECK(unit_of("a / b", {"percent", "percent"}) == "ratio");
  CHECK(unit_of("log(a)", {"percent"}).empty());
}

TEST_CASE("covariances between domains and the contrast of two are R's svyby and svycontrast",
          "[derived][reference]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto means = means_by_type(survey);  // stype_code: 1 = E, 2 = H, 3 = M
  CHECK_THAT(means[0].value, WithinRel(648.868055555556, 1e-12));
  CHECK_THAT(means[1].value, WithinRel(618.571428571429, 1e-12));
  CHECK_THAT(means[2].value, WithinRel(631.44, 1e-12));
  const auto covariance = [&](std::size_t a, std::size_t b) {
    return estimation::linearized_covariance(survey.design(), means[a].scores, means[b].scores);
  };
  CHECK_THAT(covariance(0, 0), WithinRel(500.077331534932, 1e-10));
  CHECK_THAT(covariance(1, 1), WithinRel(1445.53936135153, 1e-10));
  CHECK_THAT(covariance(2, 2), WithinRel(999.158291952444, 1e-10));
  CHECK_THAT(covariance(0, 1), WithinRel(521.979779636953, 1e-10));
  CHECK_THAT(covariance(0, 2), WithinRel(646.837432379581, 1e-10));
  CHECK_THAT(covariance(1, 2), WithinRel(658.330933383657, 1e-10));
  const auto expression = parse_derived(written("e - h"));
  const std::array<const ScoredEstimate*, 2> parts = {&means[0], &means[1]};
  const auto contrast = estimation::composite_estimate(
      {survey.design(), nullptr}, parts, [&](std::span<const double> estimates, std::span<double> gradient) {
        return expression.value(estimates, gradient);
      });
  CHECK_THAT(contrast.value, WithinRel(30.29662698413, 1e-12));
  CHECK_THAT(contrast.se, WithinRel(30.0276061918, 1e-10));
  const double by_covariance = covariance(0, 0) + covariance(1, 1) - 2 * covariance(0, 1);
  CHECK_THAT(contrast.se * contrast.se, WithinRel(by_covariance, 1e-10));
  CHECK(contrast.units.psus == 15);
}

TEST_CASE("where a function has no value or no derivative there is no standard error", "[derived]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto means = means_by_type(survey);
  const std::array<const ScoredEstimate*, 1> parts = {&means[0]};
  const auto estimate = [&](const std::string& text) {
    const auto expression = parse_derived(written(text));
    return estimation::composite_estimate({survey.design(), nullptr}, parts,
                                          [&](std::span<const double> estimates, std::span<double> gradient) {
                                            return expression.value(estimates, gradient);
                                          });
  };
  CHECK(std::isnan(estimate("log(-a)").value));
  CHECK(std::isnan(estimate("1 / (0 * a)").value));
  const auto at_corner = estimate("sqrt(0 * a)");
  CHECK(at_corner.value == 0);
  CHECK_FALSE(at_corner.smooth);
  CHECK(std::isnan(at_corner.se));
}
