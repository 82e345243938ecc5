// Trimming: R's trimWeights, hand calculations and what stays.
#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/design/calibration_record.hpp"
#include "engine/numeric/compensated.hpp"
#include "tests/unit/spec/fault.hpp"
#include "tests/unit/weights/step_run.hpp"
#include "weights/codes.hpp"

using Catch::Matchers::WithinRel;
namespace code = sondeo::code;
using sondeo::numeric::ordered_sum;
using sondeo::test::fault_of;
using sondeo::test::number_values;
using sondeo::test::outcome_of;
using sondeo::test::prepared;

TEST_CASE("what is cut is given in equal parts as R's trimWeights does", "[weights][reference]") {
  // R survey 4.1-1: trimWeights(svydesign(~1, weights = c(1, 2, 3, 10, 24)), upper = 8, lower = 2)
  const auto weights =
      outcome_of("step = \"trim\"\nbounds = [2, 8]\nredistribute = \"equal\"\nstrict = false\n", {},
                 {1, 2, 3, 10, 24})
          .weights;
  CHECK(weights == std::vector<double>{2, 10.5, 11.5, 8, 8});
}

TEST_CASE("what is cut is given in proportion, and the sum stays", "[weights]") {
  // 10 - 8 = 2 is shared as 2 : 3 : 5.
  const auto weights = outcome_of("step = \"trim\"\nbounds = [0, 8]\n", {}, {2, 3, 5, 10}).weights;
  const std::vector<double> expected{2.4, 3.6, 6, 8};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK_THAT(weights[i], WithinRel(expected[i], 1e-15));
}

TEST_CASE("strict trimming goes on until nothing is outside", "[weights]") {
  const std::vector<double> before{1, 4, 7, 12};
  const auto once = outcome_of("step = \"trim\"\nbounds = [0, 8]\nstrict = false\n", {}, before).weights;
  CHECK(*std::max_element(once.begin(), once.end()) > 8);
  for (const char* how : {"proportional", "equal"}) {
    const auto weights =
        outcome_of("step = \"trim\"\nbounds = [0, 8]\nredistribute = \"" + std::string(how) + "\"\n", {},
                   before)
            .weights;
    CAPTURE(how, weights);
    CHECK(*std::max_element(weights.begin(), weights.end()) <= 8 * (1 + 1e-12));
    CHECK_THAT(ordered_sum(weights), WithinRel(24.0, 1e-14));
  }
}

TEST_CASE("bounds that bind everywhere are refused with the mean that they must leave room for",
          "[weights][message]") {
  const auto fault = fault_of([] {
    static_cast<void>(outcome_of("step = \"trim\"\nbounds = [0, 3]\n", {}, {2, 4, 6, 8}));
  });
  CHECK(fault.code == code::kTrimInfeasible);
  CHECK(fault.exit_code() == 6);
  CHECK(fault_of([] {
          static_cast<void>(outcome_of("step = \"trim\"\nbounds = [6, 9]\n", {}, {2, 4, 6, 8}));
        }).code == code::kTrimInfeasible);
}

TEST_CASE("bounds at the median +- k interquartile ranges", "[weights]") {
  // R: median(c(1,2,3,4,5,40)) = 3.5, IQR = 2.5, 3.5 + 2 * 2.5 = 8.5; the 31.5 cut go to the others' 15.
  const auto outcome = outcome_of("step = \"trim\"\niqr = 2\nstrict = false\n", {}, {1, 2, 3, 4, 5, 40});
  CHECK_THAT(outcome.weights[5], WithinRel(8.5, 1e-15));
  CHECK_THAT(outcome.weights[0], WithinRel(1 + 31.5 / 15, 1e-15));
}

TEST_CASE("a bound on the contribution leaves no weight with more than c times the mean square",
          "[weights]") {
  const std::vector<double> before{1, 1, 2, 2, 3, 3, 4, 60};
  const auto weights = outcome_of("step = \"trim\"\ncontribution = 2.5\n", {}, before).weights;
  double squares = 0;
  for (const double weight : weights) squares += weight * weight;
  const double bound = 2.5 * squares / 8;
  CAPTURE(weights);
  for (const double weight : weights) CHECK(weight * weight <= bound * (1 + 1e-9));
  CHECK_THAT(ordered_sum(weights), WithinRel(76.0, 1e-14));
}

TEST_CASE("each group is trimmed by itself", "[weights]") {
  const auto weights = outcome_of("step = \"trim\"\nbounds = [0, 8]\nby = [\"g\"]\n",
                                  {number_values("g", {1, 1, 2, 2})}, {4, 10, 5, 6})
                           .weights;
  CHECK(weights == std::vector<double>{6, 8, 5, 6});
}

TEST_CASE("rows without weight are neither cut nor given anything", "[weights]") {
  const auto weights =
      outcome_of("step = \"trim\"\nbounds = [1, 8]\nredistribute = \"equal\"\n", {}, {0, 2, 4, 12}).weights;
  CHECK(weights == std::vector<double>{0, 4, 6, 8});
}

TEST_CASE("a replicate cuts the same rows by the same share and keeps its own sum", "[weights]") {
  const std::vector<double> full{2, 3, 5, 10};
  const auto step = prepared("step = \"trim\"\nbounds = [0, 8]\n", {}, full);
  const std::vector<double> doubled{4, 6, 0, 20};  // balanced half samples double weights
  const auto weights = step({doubled, doubled}).weights;
  CHECK_THAT(weights[3], WithinRel(16.0, 1e-15));
  CHECK_THAT(weights[0], WithinRel(4 * 1.4, 1e-15));
  CHECK(weights[2] == 0.0);
  CHECK_THAT(ordered_sum(weights), WithinRel(30.0, 1e-14));
}

namespace {

/// What trimming with a re-calibration makes of weights whose last calibration had the margin (1, 1, 2, 2).
sondeo::weights::StepOutcome recalibrated(const std::string& bounds, const std::vector<double>& weights,
                                          const std::vector<double>& replicate = {}) {
  const auto step =
      sondeo::test::step_of("step = \"trim\"\nredistribute = \"recalibrate\"\nbounds = " + bounds + "\n");
  auto record = std::make_shared<sondeo::design::CalibrationRecord>();
  record->regressors = {"g=1", "g=2"};
  record->profiles = sondeo::numeric::SparseRows(2);
  for (const std::size_t group : {0U, 1U}) {
    record->profiles.add(group, 1);
    record->profiles.end_row();
  }
  record->profile_of_row = {0, 0, 1, 1};
  sondeo::weights::StepData data;
  data.step = "trim";
  data.calibration = record;
  const auto function = sondeo::weights::prepare(step, data, {weights, weights});
  const auto& of = replicate.empty() ? weights : replicate;
  return function({of, of});
}

}  // namespace

TEST_CASE("trimming that re-calibrates keeps the totals of the calibration before", "[weights]") {
  // 10 is cut to 8, and the other of its group makes up for it: 15 stays 15.
  const auto outcome = recalibrated("[0, 8]", {2, 3, 5, 10});
  const std::vector<double> expected{2, 3, 7, 8};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK_THAT(outcome.weights[i], WithinRel(expected[i], 1e-12));
  }
  REQUIRE(outcome.calibration);
  CHECK(outcome.calibration->after == outcome.weights);
  // A replicate cuts the same rows by the same share, 16 for 20, and regains its totals: 4 + 6 and 20.
  const auto replicate = recalibrated("[0, 8]", {2, 3, 5, 10}, {4, 6, 0, 20});
  CHECK_THAT(replicate.weights[0], WithinRel(4.0, 1e-12));
  CHECK_THAT(replicate.weights[3], WithinRel(20.0, 1e-12));
  CHECK_FALSE(replicate.calibration);
}

TEST_CASE("bounds within which the totals cannot be kept are refused", "[weights][message]") {
  CHECK(fault_of([] {
          static_cast<void>(recalibrated("[0, 7]", {2, 3, 5, 10}));
        }).code == code::kTrimRecalibration);
  CHECK(fault_of([] {
          static_cast<void>(
              outcome_of("step = \"trim\"\nredistribute = \"recalibrate\"\nbounds = [0, 9]\n", {}, {2, 3}));
        }).code == code::kTrimNotCalibrated);
}
