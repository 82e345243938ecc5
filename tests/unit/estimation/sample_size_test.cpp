// What a next sample needs, against calculations by hand.
#include "engine/estimation/sample_size.hpp"

#include <array>
#include <cmath>
#include <cstdint>

#include <catch2/catch.hpp>

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using estimation::SampleDesignPlan;

namespace {

// 1 + relvar = 1.2, b = 11, rho = 0.05: 1.2 (1 + 10 * 0.05) = 1.8
SampleDesignPlan plan() {
  SampleDesignPlan plan;
  plan.value = 0.2;
  plan.variance = 0.16;
  plan.rho = 0.05;
  plan.rest = 1.2;
  plan.take = 11;
  return plan;
}

constexpr std::array<std::int32_t, 8> kPsus = {0, 0, 1, 1, 2, 2, 3, 3};
constexpr std::array<std::int32_t, 4> kStrata = {0, 0, 1, 1};
constexpr std::array<double, 8> kEqual = {5, 5, 5, 5, 5, 5, 5, 5};

}  // namespace

TEST_CASE("variance between and within PSUs is that of the analysis of variance by hand") {
  // PSU means 0, 1, 0, 0.5; MSB = (2 (0.25 + 0.25) + 2 (0.0625 + 0.0625)) / 2; MSW = 0.5 / 4; b0 = 2
  constexpr std::array<double, 8> kValues = {0, 0, 1, 1, 0, 0, 1, 0};
  const auto parts = estimation::variance_components({kValues, kEqual, kPsus, kStrata});
  CHECK(parts.psus == 4);
  CHECK(parts.strata == 2);
  CHECK_THAT(parts.between, WithinRel(0.625, 1e-14));
  CHECK_THAT(parts.within, WithinRel(0.125, 1e-14));
  CHECK_THAT(parts.variance, WithinRel(0.375, 1e-14));
  CHECK_THAT(parts.rho, WithinRel(0.5 / 0.75, 1e-14));
  CHECK_THAT(parts.mean_take, WithinRel(2.0, 1e-14));
  CHECK_THAT(parts.kish, WithinRel(1.0, 1e-14));
}

TEST_CASE("variance components do not mind the scale of the weights, and have no rho without a second PSU") {
  constexpr std::array<double, 8> kValues = {0, 0, 1, 1, 0, 0, 1, 0};
  constexpr std::array<double, 8> kWeights = {1, 2, 3, 1, 2, 2, 1, 4};
  std::array<double, 8> larger{};
  for (std::size_t i = 0; i < larger.size(); ++i) larger.at(i) = 1024 * kWeights.at(i);
  const auto small = estimation::variance_components({kValues, kWeights, kPsus, kStrata});
  const auto large = estimation::variance_components({kValues, larger, kPsus, kStrata});
  CHECK_THAT(large.rho, WithinRel(small.rho, 1e-14));
  CHECK_THAT(large.variance, WithinRel(small.variance, 1e-14));
  CHECK(small.kish > 1);
  constexpr std::array<std::int32_t, 4> kAlone = {0, 1, 2, 3};
  const auto alone = estimation::variance_components({kValues, kEqual, kPsus, kAlone});
  CHECK(std::isnan(alone.rho));
  CHECK(std::isnan(alone.between));
}

TEST_CASE("cases for a CV and the standard error of those cases are inverse to each other") {
  CHECK_THAT(estimation::planned_effect(plan()), WithinRel(1.8, 1e-14));
  CHECK_THAT(estimation::planned_se(plan(), 1800), WithinRel(std::sqrt(0.16 * 1.8 / 1800), 1e-14));
  CHECK_THAT(estimation::cases_for_cv(plan(), 0.1), WithinRel(720.0, 1e-14));
  CHECK_THAT(estimation::planned_se(plan(), 720) / plan().value, WithinRel(0.1, 1e-14));
}

TEST_CASE("the smallest change takes normal quantiles, and shared PSUs make it smaller") {
  // z = 1.959963984540054 + 0.8416212335729143; 2 * 0.16 * 1.2 * 1.5 / 576 = 0.001
  CHECK_THAT(estimation::detectable_change(plan(), 576),
             WithinRel(2.8015852181129683 * std::sqrt(0.001), 1e-12));
  SampleDesignPlan shared = plan();
  shared.overlap = 0.5;
  shared.correlation = 0.8;  // 2 * 0.16 * 1.2 (1.5 - 0.5 * 0.8 * 11 * 0.05) = 0.49152
  CHECK_THAT(estimation::detectable_change(shared, 576),
             WithinRel(2.8015852181129683 * std::sqrt(0.49152 / 576), 1e-12));
  const double change = estimation::detectable_change(shared, 900);
  CHECK_THAT(estimation::cases_for_change(shared, change), WithinRel(900.0, 1e-12));
}

TEST_CASE("PSUs that differ less than chance would have it make no sample cheaper") {
  SampleDesignPlan below = plan();
  below.rho = -0.2;
  SampleDesignPlan none = plan();
  none.rho = 0;
  CHECK(estimation::planned_effect(below) == estimation::planned_effect(none));
  CHECK(estimation::detectable_change(below, 500) == estimation::detectable_change(none, 500));
}
