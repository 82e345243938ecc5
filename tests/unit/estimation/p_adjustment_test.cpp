// p values adjusted for the number of tests, against R's p.adjust.
#include "engine/estimation/p_adjustment.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "engine/numeric/tail_probability.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using estimation::adjusted_p;
using estimation::PAdjustment;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::array kP = {0.01, 0.04, 0.03, kNone, 0.005, 0.5};

void check(PAdjustment method, const std::array<double, 6>& expected) {
  const auto adjusted = adjusted_p(method, kP);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    if (std::isnan(expected[i])) {
      CHECK(std::isnan(adjusted[i]));
    } else {
      CHECK_THAT(adjusted[i], WithinRel(expected[i], 1e-14));
    }
  }
}

}  // namespace

TEST_CASE("adjusted p values are R's, and a test without one does not count", "[comparison][reference]") {
  check(PAdjustment::kNone, kP);
  check(PAdjustment::kBonferroni, {0.05, 0.2, 0.15, kNone, 0.025, 1});
  check(PAdjustment::kHolm, {0.04, 0.09, 0.09, kNone, 0.025, 0.5});
  check(PAdjustment::kBh, {0.025, 0.05, 0.05, kNone, 0.025, 0.5});
}

TEST_CASE("two-sided p values are R's", "[numeric][reference]") {
  CHECK_THAT(numeric::t_two_sided(-2.5, 7), WithinRel(0.040992218585752874, 1e-13));
  CHECK_THAT(numeric::t_two_sided(2.5, 7), WithinRel(0.040992218585752874, 1e-13));
  CHECK_THAT(numeric::t_two_sided(1.5, std::numeric_limits<double>::infinity()),
             WithinRel(0.13361440253771614, 1e-13));
  CHECK(numeric::t_two_sided(0, 3) == 1);
}
