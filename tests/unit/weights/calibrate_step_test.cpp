// The steps that meet totals, on columns in memory.
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/design/calibration_record.hpp"
#include "step_run.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using test::number_values;
using test::outcome_of;

namespace {

const std::vector<double> kRegion{1, 1, 2, 2, 2};
const std::vector<double> kSex{1, 2, 1, 2, 2};
const std::vector<double> kWeights{10, 20, 10, 10, 0};

}  // namespace

TEST_CASE("a post-stratification gives every group its total and leaves rows without weight", "[weights]") {
  const auto outcome = outcome_of("step = \"poststratify\"\nby = \"region\"\ntotals = { 1 = 60, 2 = 50 }\n",
                                  {number_values("region", kRegion)}, kWeights);
  CHECK(outcome.weights == std::vector<double>{20, 40, 25, 25, 0});
  REQUIRE(outcome.margins.size() == 2);
  CHECK(outcome.margins[0].name == "region=1");
  CHECK(outcome.margins[0].before == 30);
  CHECK(outcome.margins[0].target == 60);
  CHECK(outcome.margins[0].after == 60);
  REQUIRE(outcome.calibration != nullptr);
  CHECK(outcome.calibration->before == kWeights);
  CHECK(outcome.calibration->after == outcome.weights);
  CHECK(outcome.calibration->profile_of_row[4] == -1);
}

TEST_CASE("rows outside where keep their weight and count in no total", "[weights]") {
  const auto outcome = outcome_of("step = \"poststratify\"\nby = \"region\"\ntotals = { 2 = 50 }\n",
                                  {number_values("region", kRegion)}, kWeights, {0, 0, 1, 1, 1});
  CHECK(outcome.weights == std::vector<double>{10, 20, 25, 25, 0});
}

TEST_CASE("raking meets the margins of replicates anew", "[weights]") {
  const auto step = test::prepared(
      "step = \"rake\"\nmargins = [{ by = \"region\", totals = { 1 = 60, 2 = 50 } }, { by = \"sex\", totals "
      "= { 1 = "
      "40, 2 = 70 } }]\n",
      {number_values("region", kRegion), number_values("sex", kSex)}, kWeights);
  for (const auto& weights : {kWeights, std::vector<double>{5, 30, 20, 0.5, 0}}) {
    const auto made = step({weights, weights}).weights;
    CHECK(std::abs(made[0] + made[1] - 60) < 1e-10);
    CHECK(std::abs(made[2] + made[3] - 50) < 1e-10);
    CHECK(std::abs(made[0] + made[2] - 40) < 1e-10);
  }
}

TEST_CASE("a replicate without a case of a group passes over its total", "[weights]") {
  const auto step = test::prepared("step = \"poststratify\"\nby = \"region\"\ntotals = { 1 = 60, 2 = 50 }\n",
                                   {number_values("region", kRegion)}, kWeights);
  const std::vector<double> replicate{20, 40, 0, 0, 0};
  CHECK(step({replicate, replicate}).weights == std::vector<double>{20, 40, 0, 0, 0});
}

TEST_CASE("rows of a household get one factor", "[weights]") {
  const auto outcome = outcome_of(
      "step = \"calibrate\"\nsame_weight_within = \"hh\"\nmargins = [{ by = \"sex\", totals = { 1 = 30, 2 = "
      "40 } }]\n",
      {number_values("sex", kSex), number_values("hh", {7, 7, 8, 9, 9})}, {10, 10, 10, 10, 10});
  CHECK(std::abs(outcome.weights[0] - outcome.weights[1]) < 1e-12);
  CHECK(std::abs(outcome.weights[3] - outcome.weights[4]) < 1e-12);
  CHECK(std::abs(outcome.weights[0] + outcome.weights[2] - 30) < 1e-10);
}

TEST_CASE("each part of a partition has its own totals", "[weights]") {
  const auto outcome = outcome_of(
      "step = \"calibrate\"\npartition = \"region\"\n"
      "margins = [{ by = \"sex\", totals = { \"1/1\" = 5, \"1/2\" = 6, \"2/1\" = 7, \"2/2\" = 8 } }]\n",
      {number_values("region", kRegion), number_values("sex", kSex)}, kWeights);
  const std::vector<double> wanted{5, 6, 7, 8, 0};
  for (std::size_t row = 0; row < wanted.size(); ++row) {
    CHECK(std::abs(outcome.weights[row] - wanted[row]) < 1e-12);
  }
}

TEST_CASE("a total that is an estimate leaves its variance in the record", "[weights]") {
  const auto outcome =
      outcome_of("step = \"calibrate\"\nmargins = [{ variable = \"size\", total = 90, se = 3 }]\n",
                 {number_values("size", {1, 2, 3, 4, 5})}, kWeights);
  REQUIRE(outcome.calibration->totals_covariance.has_value());
  CHECK(outcome.calibration->totals_covariance->at(0, 0) == 9);
}
