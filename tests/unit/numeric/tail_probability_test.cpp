#include "engine/numeric/tail_probability.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

using namespace sondeo::numeric;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

}  // namespace

// R 4.2.2: pf, pchisq, pt, pnorm with lower.tail = FALSE.
TEST_CASE("upper tails are R's, also far out and with infinite degrees of freedom") {
  CHECK_THAT(f_upper_tail(5.19336954147, 1.49463977771, 20.9249568879), WithinRel(0.0217474623708, 1e-10));
  CHECK_THAT(f_upper_tail(2.4010586006, 2, kInfinite), WithinRel(std::exp(-2.4010586006), 1e-13));
  CHECK_THAT(chi_squared_upper_tail(3.841458820694124, 1), WithinRel(0.05, 1e-12));
  CHECK_THAT(t_two_sided(-0.731051146955974, 13), WithinRel(0.477718390068632, 1e-12));
  CHECK_THAT(t_two_sided(1.959963984540054, kInfinite), WithinRel(0.05, 1e-12));
}

TEST_CASE("equal weights make a weighted sum an F distribution") {
  const std::vector<double> equal = {2.5, 2.5, 2.5};
  CHECK_THAT(weighted_f_upper_tail(equal, 11, 20), WithinRel(f_upper_tail(20 / 2.5 / 3, 3, 11), 1e-12));
  const std::vector<double> one = {0.7};
  CHECK_THAT(weighted_f_upper_tail(one, 4, 3), WithinRel(f_upper_tail(3 / 0.7, 1, 4), 1e-12));
  CHECK_THAT(weighted_f_upper_tail(one, kInfinite, 3), WithinRel(chi_squared_upper_tail(3 / 0.7, 1), 1e-12));
}

// P(a X1 + b X2 > c) by integration over X1 = v^2 with Simpson's rule, independent of the series.
TEST_CASE("two unequal weights agree with the integral that defines them") {
  const double a = 3;
  const double b = 0.4;
  const double c = 5;
  constexpr int kSteps = 100000;
  const double end = std::sqrt(c / a);
  double integral = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const double v = end * i / kSteps;
    const double density = 2 * std::exp(-v * v / 2) / std::sqrt(2 * std::acos(-1.0));
    const double rest = c - a * v * v > 0 ? chi_squared_upper_tail((c - a * v * v) / b, 1) : 1.0;
    const double weight = i == 0 || i == kSteps ? 1 : (i % 2 == 1 ? 4 : 2);
    integral += weight * density * rest;
  }
  integral *= end / kSteps / 3;
  const std::vector<double> weights = {a, b};
  // Simpson's error is that of the root at the end of the interval.
  CHECK_THAT(weighted_f_upper_tail(weights, kInfinite, c),
             WithinAbs(integral + chi_squared_upper_tail(c / a, 1), 1e-7));
}

TEST_CASE("weights that are a hundred thousand times apart still have a tail") {
  const std::vector<double> apart = {1, 1e-5};
  CHECK_THAT(weighted_f_upper_tail(apart, kInfinite, 4),
             WithinRel(chi_squared_upper_tail(4 - 1e-5, 1), 1e-4));
}

TEST_CASE("the saddlepoint approximation is near the exact tail and smooth through the mean") {
  const std::vector<double> weights = {2.0, 0.5};
  const double exact = weighted_f_upper_tail(weights, 20, 9);
  CHECK_THAT(weighted_f_saddlepoint(weights, 20, 9), WithinRel(exact, 0.3));
  const double mean = 2.5;
  const double below = weighted_f_saddlepoint(weights, kInfinite, mean - 1e-3);
  const double at = weighted_f_saddlepoint(weights, kInfinite, mean);
  const double above = weighted_f_saddlepoint(weights, kInfinite, mean + 1e-3);
  CHECK_THAT(at, WithinAbs((below + above) / 2, 1e-5));
  CHECK(below > at);
  CHECK(at > above);
}
