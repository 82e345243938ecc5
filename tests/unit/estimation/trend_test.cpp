// The slope of several editions and its tests, against calculations by hand.
#include "engine/estimation/trend.hpp"

#include <array>
#include <cmath>

#include <catch2/catch.hpp>

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using estimation::Trend;

namespace {

// Standard errors of 0.01 and 50 degrees of freedom each.
Trend trend_of(const std::array<double, 3>& estimates) {
  Trend trend;
  trend.covariance = numeric::Matrix(3, 3);
  for (std::size_t k = 0; k < estimates.size(); ++k) {
    estimation::Estimate edition;
    edition.estimate = estimates.at(k);
    edition.se = 0.01;
    edition.df = 50;
    trend.editions.push_back(edition);
    trend.covariance.at(k, k) = 1e-4;
  }
  return trend;
}

}  // namespace

TEST_CASE("the slope of independent editions, its error, df and tests are those by hand") {
  // c = (-1/2, 0, 1/2): slope 0.15, V = 0.5e-4, df = (2 a)^2 / (2 a^2 / 50) = 100
  Trend trend = trend_of({0.1, 0.2, 0.4});
  estimation::set_trend({{2020, 2021, 2022}, 0, 0.95}, trend);
  CHECK_THAT(trend.slope, WithinRel(0.15, 1e-13));
  CHECK_THAT(trend.se, WithinRel(std::sqrt(0.5e-4), 1e-13));
  CHECK_THAT(trend.df, WithinRel(100.0, 1e-12));
  CHECK_THAT(trend.t, WithinRel(0.15 / std::sqrt(0.5e-4), 1e-12));
  // qt(0.975, 100) = 1.98397151844 (R)
  CHECK_THAT(trend.ci_high, WithinRel(0.15 + 1.98397151844 * std::sqrt(0.5e-4), 1e-10));
  // (0.1, 0.3) [[2, 1], [1, 2]]^-1 (0.1, 0.3)' / 1e-4 / 2 = 0.14 / 3 / 2e-4; 0.1^2 / 6e-4
  CHECK_THAT(trend.wald, WithinRel(0.14 / 3 / 2e-4, 1e-10));
  CHECK(trend.wald_df1 == 2);
  CHECK_THAT(trend.curve, WithinRel(0.01 / 6e-4, 1e-10));
  CHECK(trend.curve_df1 == 1);
}

TEST_CASE("a slope is per unit of time, whatever the distance of the editions") {
  Trend yearly = trend_of({0.1, 0.2, 0.4});
  Trend monthly = trend_of({0.1, 0.2, 0.4});
  estimation::set_trend({{0, 1, 2}, 0, 0.95}, yearly);
  estimation::set_trend({{0, 12, 24}, 0, 0.95}, monthly);
  CHECK_THAT(monthly.slope, WithinRel(yearly.slope / 12, 1e-12));
  CHECK_THAT(monthly.t, WithinRel(yearly.t, 1e-12));
  CHECK_THAT(monthly.wald, WithinRel(yearly.wald, 1e-10));
}

TEST_CASE("editions that share PSUs have a surer slope and no more df than their PSUs give") {
  Trend trend = trend_of({0.1, 0.2, 0.4});
  trend.covariance.at(0, 2) = 0.5e-4;
  trend.covariance.at(2, 0) = 0.5e-4;  // V = 0.25e-4 (1 + 1 - 1)
  estimation::set_trend({{0, 1, 2}, 90, 0.95}, trend);
  CHECK_THAT(trend.se, WithinRel(std::sqrt(0.25e-4), 1e-13));
  CHECK_THAT(trend.df, WithinRel(60.0, 1e-12));
}

TEST_CASE("estimates on a straight line have no bend") {
  Trend trend = trend_of({0.1, 0.2, 0.4});
  trend.editions[1].estimate = 0.1 + 0.3 / 4;
  estimation::set_trend({{0, 1, 4}, 0, 0.95}, trend);
  CHECK(std::abs(trend.curve) < 1e-20);
  CHECK(trend.curve_p > 0.999999);
}
