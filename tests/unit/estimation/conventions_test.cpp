#include "engine/estimation/conventions.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/estimation/kish.hpp"

using namespace sondeo::estimation;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using sondeo::design::LonelyPsu;
using sondeo::test::ApiSurvey;

namespace {

std::vector<std::string> keys(const EstimateSpec& estimate, LonelyPsu lonely) {
  std::vector<std::string> names;
  for (const auto& difference : differences(estimate, lonely)) names.push_back(difference.key);
  return names;
}

}  // namespace

TEST_CASE("what a package's name changed is told, what was said otherwise is not") {
  EstimateSpec estimate;
  CHECK(differences(estimate, LonelyPsu::kFail).empty());
  follow(Like::kSas, estimate);
  CHECK(keys(estimate, LonelyPsu::kRemove) ==
        std::vector<std::string>{"df", "df.proportion", "interval.proportion", "interval.below_zero",
                                 "lonely_psu", "deff", "quantile_rule"});
  estimate.df = {DfRule::kGiven, 9};
  estimate.proportion_interval = ProportionInterval::kLogit;
  CHECK(keys(estimate, LonelyPsu::kFail) ==
        std::vector<std::string>{"interval.below_zero", "deff", "quantile_rule"});
}

TEST_CASE("like R, means are normal and proportions take t") {
  EstimateSpec estimate;
  follow(Like::kR, estimate);
  const ApiSurvey clusters("apiclus1.csv", {}, "dnum", {});
  CHECK(std::isinf(clusters.estimate(clusters.target(Measure::kMean, "api00"), "", estimate)[0].df));
  CHECK(clusters.estimate(clusters.target(Measure::kProportion, "sch_wide"), "", estimate)[0].df == 14);
}

TEST_CASE("the design effect is against the sampling that was asked for") {
  const ApiSurvey clusters("apiclus1.csv", {}, "dnum", {});
  const ApiSurvey with_fpc("apiclus1.csv", {}, "dnum", "fpc");
  EstimateSpec sas;
  follow(Like::kSas, sas);
  EstimateSpec stata;
  follow(Like::kStata, stata);
  const auto row = [](const ApiSurvey& survey, const EstimateSpec& spec) {
    return survey.estimate(survey.target(Measure::kMean, "api00"), "", spec)[0];
  };
  CHECK(row(clusters, stata).deff == row(clusters, {}).deff_wor);
  CHECK(row(clusters, sas).deff == row(clusters, {}).deff);
  CHECK(row(with_fpc, sas).deff == row(with_fpc, {}).deff_wor);
  CHECK(row(clusters, stata).deft == row(clusters, {}).deft);
}

TEST_CASE("Kish's factor is 1 + the relative variance of the weights that are not 0") {
  const std::vector<double> equal = {3, 3, 0, 3};
  CHECK(kish_factor(equal) == 1.0);
  const std::vector<double> unequal = {1, 3};  // mean 2, variance 1: 1 + 1 / 4
  CHECK_THAT(kish_factor(unequal), WithinRel(1.25, 1e-15));
}
