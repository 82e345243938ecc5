// Base weights and normalisation, by hand.
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "tests/unit/spec/fault.hpp"
#include "tests/unit/weights/step_run.hpp"
#include "weights/codes.hpp"
#include "weights/weight_diagnostics.hpp"

using Catch::Matchers::WithinRel;
using sondeo::Code;
namespace code = sondeo::code;
using sondeo::Missing;
using sondeo::missing_value;
using sondeo::test::fault_of;
using sondeo::test::number_values;
using sondeo::test::outcome_of;
using sondeo::test::prepared;

namespace {

const std::vector<double> kOnes(4, 1.0);

Code fault(const std::string& lines, std::vector<sondeo::Column> columns) {
  return fault_of([&] { static_cast<void>(outcome_of(lines, std::move(columns), kOnes)); }).code;
}

}  // namespace

TEST_CASE("a base weight is the inverse of the product of the stages' probabilities", "[weights]") {
  const auto weights =
      outcome_of("step = \"base\"\nprobabilities = [\"p1\", \"p2\"]\n",
                 {number_values("p1", {0.5, 0.25, 1, 0.1}), number_values("p2", {0.2, 0.5, 1, 0.01})}, kOnes)
          .weights;
  CHECK_THAT(weights[0], WithinRel(10.0, 1e-15));
  CHECK_THAT(weights[1], WithinRel(8.0, 1e-15));
  CHECK(weights[2] == 1.0);
  CHECK_THAT(weights[3], WithinRel(1000.0, 1e-15));
}

TEST_CASE("a selected person stands for the eligible of the household, up to the cap", "[weights]") {
  const std::string step = "step = \"base\"\neligible = \"n\"\neligible_cap = 3\nsegment = \"s\"\n";
  const auto weights =
      outcome_of(step, {number_values("n", {1, 2, 3, 7}), number_values("s", {1, 1, 2, 1})}, {5, 5, 5, 5})
          .weights;
  CHECK(weights == std::vector<double>{5, 10, 30, 15});
}

TEST_CASE("rows outside of a base step's where have no weight in the role", "[weights]") {
  const auto weights = outcome_of("step = \"base\"\neligible = \"n\"\n",
                                  {number_values("n", {2, missing_value(), 3, 0})}, kOnes, {1, 0, 1, 0})
                           .weights;
  CHECK(weights == std::vector<double>{2, 0, 3, 0});
}

TEST_CASE("base weights are normalised on request", "[weights]") {
  const auto weights = outcome_of("step = \"base\"\neligible = \"n\"\nnormalise = \"n\"\n",
                                  {number_values("n", {1, 2, 3, 2})}, kOnes)
                           .weights;
  CHECK(weights == std::vector<double>{0.5, 1, 1.5, 1});
}

TEST_CASE("a probability that is none is counted and refused", "[weights][message]") {
  const std::string step = "step = \"base\"\nprobabilities = [\"p\"]\n";
  CHECK(fault(step, {number_values("p", {0.5, 0, 1, 1})}) == code::kProbabilityRange);
  CHECK(fault(step, {number_values("p", {0.5, 1.01, 1, 1})}) == code::kProbabilityRange);
  CHECK(fault(step, {number_values("p", {0.5, -0.5, 1, 1})}) == code::kProbabilityRange);
  CHECK(fault(step, {number_values("p", {0.5, missing_value(Missing::kRefused), 1, 1})}) ==
        code::kProbabilityRange);
  sondeo::Variable text;
  text.name = "p";
  CHECK(fault(step, {sondeo::Column::of_texts(text, {"a", "b", "c", "d"})}) == code::kProbabilityRange);
  CHECK(fault("step = \"base\"\neligible = \"n\"\n", {number_values("n", {1, 0, 1, 1})}) ==
        code::kStepFactorRange);
}

TEST_CASE("weights are normalised to the cases, a number or what they were, by group", "[weights]") {
  const std::vector<double> now{2, 6, 0, 4};
  const std::vector<double> base{2, 6, 8, 4};
  const auto by_group = [&](const std::string& to) {
    const auto step = prepared("step = \"normalise\"\nto = " + to + "\nby = [\"g\"]\n",
                               {number_values("g", {1, 1, 2, 2})}, now);
    return step({now, base}).weights;
  };
  CHECK(by_group("\"n\"") == std::vector<double>{0.5, 1.5, 0, 1});
  CHECK(by_group("100") == std::vector<double>{25, 75, 0, 100});
  const auto step = sondeo::test::step_of("step = \"normalise\"\nto = \"sum\"\nby = [\"g\"]\n");
  sondeo::weights::StepData data;
  data.columns = {number_values("g", {1, 1, 2, 2})};
  const auto as_before = sondeo::weights::prepare(step, data, {now, base})({now, base}).weights;
  CHECK(as_before == std::vector<double>{2, 6, 0, 12});
}

TEST_CASE("a group that is missing is an error only for rows with weight", "[weights][message]") {
  const std::string step = "step = \"normalise\"\nto = \"n\"\nby = [\"g\"]\n";
  const auto column = number_values("g", {1, 1, missing_value(), 2});
  CHECK(fault(step, {column}) == code::kStepClassMissing);
  CHECK(outcome_of(step, {column}, {2, 2, 0, 3}).weights == std::vector<double>{1, 1, 0, 1});
}

TEST_CASE("the distribution of weights is told of those that are not 0", "[weights]") {
  const auto summary = sondeo::weights::summarise(std::vector<double>{1, 0, 2, 3, 4, 0, 10});
  CHECK(summary.count == 5);
  CHECK(summary.sum == 20.0);
  CHECK(summary.minimum == 1.0);
  CHECK(summary.maximum == 10.0);
  CHECK(summary.quantiles.at(3) == 3.0);
  CHECK_THAT(summary.quantiles.at(5), WithinRel(8.8, 1e-14));   // R quantile(c(1,2,3,4,10), .95)
  CHECK_THAT(summary.deff, WithinRel(5 * 130.0 / 400, 1e-15));  // n sum w^2 / (sum w)^2
  CHECK_THAT(summary.effective_count, WithinRel(400 / 130.0, 1e-15));
  CHECK_THAT(summary.cv, WithinRel(std::sqrt(0.625), 1e-15));
  CHECK(std::isnan(sondeo::weights::summarise(std::vector<double>{0, 0}).deff));
}
