// Non-response: hand calculations, what is told, and replicates.
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/compensated.hpp"
#include "tests/unit/spec/fault.hpp"
#include "tests/unit/weights/step_run.hpp"
#include "weights/codes.hpp"

using Catch::Matchers::WithinRel;
namespace code = sondeo::code;
using sondeo::missing_value;
using sondeo::numeric::ordered_sum;
using sondeo::test::argument;
using sondeo::test::fault_of;
using sondeo::test::number_values;
using sondeo::test::outcome_of;
using sondeo::test::prepared;

namespace {

const std::string kStatus =
    "step = \"nonresponse\"\nstatus = { variable = \"r\", respondent = [1], nonrespondent = [2, 3], "
    "ineligible = [4], unknown = [5] }\n";
const std::string kClasses = "classes = [\"g\"]\n";

sondeo::Diagnostic fault(const std::string& lines, std::vector<sondeo::Column> columns,
                         const std::vector<double>& weights) {
  return fault_of([&] { static_cast<void>(outcome_of(lines, std::move(columns), weights)); });
}

}  // namespace

TEST_CASE("unknown eligibility is shared out first, then non-response, by class", "[weights]") {
  // Class 1: R 10 + 20, N 30, I 20, U 20. known factor 100 / 80, response factor 60 / 30.
  // Class 2: R 10, N 10: factors 1 and 2.
  const auto outcome =
      outcome_of(kStatus + kClasses,
                 {number_values("r", {1, 1, 2, 4, 5, 1, 3}), number_values("g", {1, 1, 1, 1, 1, 2, 2})},
                 {10, 20, 30, 20, 20, 10, 10});
  CHECK(outcome.weights == std::vector<double>{25, 50, 0, 25, 0, 20, 0});
  CHECK(ordered_sum(outcome.weights) == 120.0);
  CHECK(outcome.findings.empty());
}

TEST_CASE("the ineligible lose their share on request", "[weights]") {
  const auto weights =
      outcome_of(kStatus + "ineligible = \"zero\"\n", {number_values("r", {1, 2, 4, 5})}, {10, 10, 20, 10})
          .weights;
  CHECK(weights == std::vector<double>{25, 0, 0, 0});
}

TEST_CASE("rows without weight need no status and get none", "[weights]") {
  const auto weights =
      outcome_of(kStatus, {number_values("r", {1, missing_value(), 2, 99})}, {10, 0, 10, 0}).weights;
  CHECK(weights == std::vector<double>{20, 0, 0, 0});
}

TEST_CASE("rows outside of where keep their weights", "[weights]") {
  const auto weights =
      outcome_of(kStatus, {number_values("r", {1, 2, 2, missing_value()})}, {10, 10, 7, 8}, {1, 1, 0, 0})
          .weights;
  CHECK(weights == std::vector<double>{20, 0, 7, 8});
}

TEST_CASE("codes that no status covers are listed with their rows", "[weights][message]") {
  const auto uncovered = fault(kStatus, {number_values("r", {1, 7, 8, 7})}, {1, 1, 1, 1});
  CHECK(uncovered.code == code::kStatusUncovered);
  CHECK(argument(uncovered, "codes") == "7 (2), 8 (1)");
  CHECK(uncovered.exit_code() == 5);
  CHECK(fault(kStatus, {number_values("r", {1, missing_value(), 2, 2})}, {1, 1, 1, 1}).code ==
        code::kStatusMissing);
}

TEST_CASE("a sample of nonrespondents is refused", "[weights][message]") {
  CHECK(fault(kStatus, {number_values("r", {2, 3, 4})}, {1, 1, 1}).code == code::kNobodyResponds);
  CHECK(fault(kStatus, {number_values("r", {1, 2, 2})}, {0, 1, 1}).code == code::kNobodyResponds);
}

TEST_CASE("a class without respondents is merged and told", "[weights]") {
  const auto outcome =
      outcome_of(kStatus + kClasses, {number_values("r", {1, 2, 2, 1}), number_values("g", {1, 1, 2, 3})},
                 {10, 10, 20, 5});
  // Class 2 has as many respondents beside it on both sides: the one before.
  CHECK(outcome.weights == std::vector<double>{40, 0, 0, 5});
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].code == code::kClassesMerged);
  CHECK(argument(outcome.findings[0], "classes") == "1+2");
}

TEST_CASE("a minimum that all classes together miss is refused", "[weights][message]") {
  const auto small =
      fault(kStatus + kClasses + "minimum_cases = 30\n",
            {number_values("r", {1, 2, 2, 1}), number_values("g", {1, 1, 2, 3})}, {1, 1, 1, 1});
  CHECK(small.code == code::kClassTooSmall);
  CHECK(argument(small, "respondents") == "2");
}

TEST_CASE("factors are cut at the cap and the loss is told", "[weights]") {
  const auto outcome =
      outcome_of(kStatus + "cap = 1.5\n", {number_values("r", {1, 1, 2, 2})}, {10, 10, 10, 10});
  CHECK(outcome.weights == std::vector<double>{15, 15, 0, 0});
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].code == code::kFactorsCapped);
  CHECK(argument(outcome.findings[0], "sum") == "10");
}

TEST_CASE("each replicate is adjusted with its own sums", "[weights]") {
  const std::vector<double> full{10, 10, 10, 10};
  const auto step = prepared(kStatus + kClasses,
                             {number_values("r", {1, 2, 1, 2}), number_values("g", {1, 1, 2, 2})}, full);
  const std::vector<double> replicate{10, 20, 0, 30};
  // Class 2 has lost its respondent: all stand for it, (10 + 20 + 0 + 30) / 10; class 1 has 30 / 10.
  const auto weights = step({replicate, replicate}).weights;
  CHECK(weights[0] == 30.0);
  CHECK(weights[2] == 0.0);
}

TEST_CASE("a model of one category is the response rate itself", "[weights]") {
  // By hand: each group's propensity is its weighted response rate, 10/30 and 15/20.
  const auto columns = [] {
    auto group = number_values("x", {1, 1, 2, 2});
    auto variable = group.variable();
    variable.labels.numbers = {{1, "a"}, {2, "b"}};
    return std::vector<sondeo::Column>{number_values("r", {1, 2, 1, 2}), group.with(variable)};
  };
  const std::vector<double> full{10, 20, 15, 5};
  const auto inverse =
      outcome_of(kStatus + "propensity = { variables = [\"x\"], use = \"inverse\" }\n", columns(), full)
          .weights;
  CHECK_THAT(inverse[0], WithinRel(30.0, 1e-12));
  CHECK_THAT(inverse[2], WithinRel(20.0, 1e-12));
  const auto classes =
      outcome_of(kStatus + "propensity = { variables = [\"x\"], groups = 2 }\n", columns(), full).weights;
  CHECK_THAT(classes[0], WithinRel(30.0, 1e-14));
  CHECK_THAT(classes[2], WithinRel(20.0, 1e-14));
}

TEST_CASE("a model that has no solution is refused by the names of its regressors", "[weights][message]") {
  const std::string lines = kStatus + "propensity = { variables = [\"x\"], use = \"inverse\" }\n";
  const auto separated =
      fault(lines, {number_values("r", {1, 1, 2, 2}), number_values("x", {1, 2, 3, 4})}, {1, 1, 1, 1});
  CHECK(separated.code == code::kPropensitySeparated);
  const auto constant =
      fault(lines, {number_values("r", {1, 1, 2, 2}), number_values("x", {1, 1, 1, 1})}, {1, 1, 1, 1});
  CHECK(constant.code == code::kPropensitySingular);
  CHECK(argument(constant, "regressors") == "x");
  CHECK(fault(lines, {number_values("r", {1, 1, 2, 2}), number_values("x", {1, 2, 3, missing_value()})},
              {1, 1, 1, 1})
            .code == code::kPropensityMissing);
}

TEST_CASE("where everybody answers nothing changes", "[weights]") {
  const std::vector<double> full{10, 20, 30};
  CHECK(outcome_of(kStatus + "propensity = { variables = [\"x\"] }\n",
                   {number_values("r", {1, 1, 1}), number_values("x", {1, 2, 3})}, full)
            .weights == full);
}
