#include "engine/estimation/shared_psus.hpp"

#include <catch2/catch.hpp>

#include "engine/estimation/scores.hpp"

using sondeo::design::SampleDesign;
using sondeo::estimation::linearized_variance;
using sondeo::estimation::Overlap;
using sondeo::estimation::Scores;
using sondeo::estimation::shared_covariance;
using sondeo::estimation::shared_degrees_of_freedom;

namespace {

/// Two strata of 3 and 4 PSUs, a share of the population drawn in the second.
SampleDesign two_strata(double fraction) {
  SampleDesign design;
  design.strata = {{"1", 0, 3, 0, 0, 1}, {"2", 3, 4, fraction, 0, 1}};
  design.stratum_of_psu = {0, 0, 0, 1, 1, 1, 1};
  return design;
}

Overlap all_shared(const SampleDesign& first, const SampleDesign& second) {
  Overlap overlap{&first, &second, {}};
  for (std::int32_t psu = 0; psu < 7; ++psu) overlap.psus.push_back({psu, psu});
  return overlap;
}

const Scores kScores{{0, 2, 3, 4, 6}, {1.5, -2.0, 0.25, 3.0, -1.0}};

}  // namespace

TEST_CASE("where all PSUs are shared an estimate varies with itself as it does alone, fpc included",
          "[change]") {
  for (const double fraction : {0.0, 0.25, 1.0}) {
    const SampleDesign design = two_strata(fraction);
    CAPTURE(fraction);
    CHECK(shared_covariance(all_shared(design, design), kScores, kScores) ==
          Approx(linearized_variance(design, kScores)).epsilon(1e-14));
  }
}

TEST_CASE("one shared PSU of a stratum adds neither covariance nor degrees of freedom", "[change]") {
  const SampleDesign design = two_strata(0);
  const Overlap overlap{&design, &design, {{1, 0}, {3, 4}, {4, 3}}};
  CHECK(shared_degrees_of_freedom(overlap) == 1);
  // Stratum 2: (0.25, 3) and (3, 0.25) about 1.625; m / (m - 1) = 2.
  CHECK(shared_covariance(overlap, kScores, kScores) == Approx(-2 * 2 * 1.375 * 1.375).epsilon(1e-14));
}

TEST_CASE("samples drawn without replacement that share less than chance would vary against each other",
          "[change]") {
  const SampleDesign design = two_strata(0.5);  // N = 8, n = 4: chance shares 2
  const Overlap two{&design, &design, {{3, 3}, {4, 4}}};
  CHECK(shared_covariance(two, kScores, kScores) == Approx(0).margin(1e-15));
}
