#include "engine/design/replicates.hpp"

#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"

using namespace sondeo;          // NOLINT(google-build-using-namespace)
using namespace sondeo::design;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;

namespace {

SampleDesign design_of(const std::vector<std::int32_t>& psu_counts, LonelyPsu lonely = LonelyPsu::kRemove) {
  SampleDesign design;
  design.lonely_psu = lonely;
  std::int32_t first = 0;
  for (std::size_t h = 0; h < psu_counts.size(); ++h) {
    design.strata.push_back({std::to_string(h + 1), first, psu_counts[h], 0});
    design.stratum_of_psu.insert(design.stratum_of_psu.end(), static_cast<std::size_t>(psu_counts[h]),
                                 static_cast<std::int32_t>(h));
    first += psu_counts[h];
  }
  return design;
}

MadeReplicatesSpec asked(const std::string& text) {
  Written written;
  written.text = text;
  return read_made_replicates(written).value();
}

Code fault(const SampleDesign& design, const std::string& text) {
  try {
    (void)make_replicates(design, asked(text));
  } catch (const Error& error) {
    return error.diagnostic().code;
  }
  FAIL("no error");
  return {};
}

double mean_factor(const Replicates& made, std::size_t psu) {
  const auto factors = made.of_unit(psu);
  return std::accumulate(factors.begin(), factors.end(), 0.0) / static_cast<double>(factors.size());
}

}  // namespace

TEST_CASE("jk1 leaves out one PSU at a time and scales with the sampling fraction") {
  SampleDesign design = design_of({4});
  design.strata[0].sampling_fraction = 0.25;
  const auto made = make_replicates(design, asked("jk1"));
  REQUIRE(made.scheme.count() == 4);
  CHECK(made.of_unit(2)[2] == 0.0);
  CHECK_THAT(made.of_unit(2)[0], WithinRel(4.0 / 3, 1e-15));
  CHECK_THAT(made.scheme.scale, WithinRel(0.75 * 3 / 4, 1e-15));
  CHECK(made.scheme.about_estimate);
}

TEST_CASE("jkn changes its own stratum only, and strata taken whole make no replicate") {
  SampleDesign design = design_of({3, 2, 2});
  design.strata[1].sampling_fraction = 1;
  const auto made = make_replicates(design, asked("jkn"));
  REQUIRE(made.scheme.count() == 5);
  CHECK_THAT(made.of_unit(0)[1], WithinRel(1.5, 1e-15));
  CHECK(made.of_unit(3)[1] == 1.0);
  CHECK(made.of_unit(5)[3] == 0.0);
  CHECK_THAT(made.scheme.rscales[0], WithinRel(2.0 / 3, 1e-15));
  CHECK_THAT(made.scheme.rscales[4], WithinRel(0.5, 1e-15));
}

TEST_CASE("balanced replicates keep one PSU of each stratum, every pair of strata in balance") {
  const auto made = make_replicates(design_of({2, 2, 2, 2, 2}), asked("brr"));
  REQUIRE(made.scheme.count() == 8);
  CHECK(made.scheme.scale == 1.0 / 8);
  for (std::size_t h = 0; h < 5; ++h) {
    CHECK(mean_factor(made, 2 * h) == 1.0);
    for (std::size_t other = 0; other < h; ++other) {
      double product = 0;
      for (std::size_t r = 0; r < 8; ++r)
        product += (made.of_unit(2 * h)[r] - 1) * (made.of_unit(2 * other)[r] - 1);
      CHECK(product == 0.0);
    }
  }
  const auto fay = make_replicates(design_of({2, 2}), asked("fay:0.5"));
  CHECK(fay.of_unit(0)[0] + fay.of_unit(1)[0] == 2.0);
  CHECK(std::abs(fay.of_unit(0)[0] - 1) == 0.5);
  CHECK_THAT(fay.scheme.scale, WithinRel(1.0, 1e-15));
}

TEST_CASE("a bootstrap draws n - 1 PSUs of each stratum, the same ones for the same seed") {
  const SampleDesign design = design_of({5, 3, 1});
  auto spec = asked("bootstrap:400");
  const auto made = make_replicates(design, spec);
  for (std::size_t r = 0; r < 400; ++r) {
    double first = 0;
    for (std::size_t i = 0; i < 5; ++i) first += made.of_unit(i)[r];
    CHECK_THAT(first, WithinRel(5.0, 1e-14));
    CHECK(made.of_unit(8)[r] == 1.0);
  }
  // standard deviation of a factor's mean: sqrt((n / (n - 1))^2 (n - 1) (1 / n) (1 - 1 / n) / 400) = 0.05
  for (std::size_t i = 0; i < 8; ++i) CHECK(std::abs(mean_factor(made, i) - 1) < 0.25);
  CHECK(made.factors == make_replicates(design, spec).factors);
  spec.seed = 2;
  CHECK(made.factors != make_replicates(design, spec).factors);
  CHECK_FALSE(made.scheme.about_estimate);
  CHECK(made.scheme.scale == 1.0 / 399);
}

TEST_CASE("designs that a method cannot replicate are refused", "[message]") {
  SampleDesign with_fpc = design_of({2, 2});
  with_fpc.strata[0].sampling_fraction = 0.1;
  CHECK(fault(design_of({2, 2}), "jk1") == code::kReplicatesStratified);
  CHECK(fault(design_of({6}), "jkn") == code::kReplicatesUnstratified);
  CHECK(fault(design_of({2}), "brr") == code::kReplicatesUnstratified);
  CHECK(fault(design_of({2, 3}), "brr") == code::kReplicatesNotTwoPsus);
  CHECK(fault(with_fpc, "brr") == code::kReplicatesFpc);
  CHECK(fault(with_fpc, "bootstrap:50") == code::kReplicatesFpc);
  CHECK(fault(design_of({2, 1}, LonelyPsu::kAdjust), "bootstrap:50") == code::kReplicatesLonely);
  CHECK(fault(design_of({1, 1}), "jkn") == code::kReplicatesNone);
  CHECK(fault(design_of({9000}), "jk1") == code::kReplicatesTooMany);
  CHECK(fault(design_of(std::vector<std::int32_t>(2048, 2)), "brr") == code::kReplicatesStrataLimit);
}

TEST_CASE("the scale of given replicate weights is their method's", "[reference]") {
  // survey-statistics 10
  const auto scale = [](ReplicateMethod method) {
    ReplicateSpec spec;
    spec.method = method;
    spec.rho = method == ReplicateMethod::kFay ? 0.5 : 0.0;
    return given_scheme(spec, 80, {}).scheme.scale;
  };
  CHECK(scale(ReplicateMethod::kBrr) == 1.0 / 80);
  CHECK_THAT(scale(ReplicateMethod::kFay), WithinRel(4.0 / 80, 1e-15));
  CHECK(scale(ReplicateMethod::kBootstrap) == 1.0 / 79);
  CHECK(scale(ReplicateMethod::kJk2) == 1.0);
  CHECK(scale(ReplicateMethod::kSdr) == 4.0 / 80);
  CHECK(scale(ReplicateMethod::kAcs) == 4.0 / 80);
  CHECK(scale(ReplicateMethod::kJk1) == 79.0 / 80);
  CHECK(scale(ReplicateMethod::kOther) == 1.0);
}

TEST_CASE("jkn weights need rscales, or are factors whose largest tells them") {
  ReplicateSpec spec;
  spec.method = ReplicateMethod::kJkn;
  CHECK_THROWS_AS(given_scheme(spec, 2, {}), Error);
  spec.combined = false;
  const std::vector<double> largest{1.5, 2};
  const auto given = given_scheme(spec, 2, largest);
  CHECK(given.guessed);
  CHECK_THAT(given.scheme.rscales[0], WithinRel(2.0 / 3, 1e-15));
  spec.rscales = {1, 1, 1};
  CHECK_THROWS_AS(given_scheme(spec, 2, {}), Error);
}
