#include <atomic>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/numeric/compensated.hpp"
#include "engine/numeric/distribution.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "engine/numeric/root.hpp"

using namespace sondeo;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("a compensated sum keeps what a plain one loses") {
  const std::vector<double> cancelling{1.0, 1e100, 1.0, -1e100};
  double plain = 0;
  for (const double value : cancelling) plain += value;
  CHECK(plain == 0.0);
  CHECK(numeric::ordered_sum(cancelling) == 2.0);
  const std::vector<double> tenths(10'000'000, 0.1);
  CHECK_THAT(numeric::ordered_sum(tenths), WithinRel(1e6, 1e-15));
}

TEST_CASE("quantiles agree with published tables", "[reference]") {
  // Abramowitz and Stegun (1964), tables 26.1 and 26.10; R 4.2.2 qt, qbeta for the digits
  CHECK_THAT(numeric::t_quantile(0.975, std::numeric_limits<double>::infinity()),
             WithinRel(1.959963984540054, 1e-14));
  CHECK_THAT(numeric::t_quantile(0.975, 1), WithinRel(12.706204736174698, 1e-13));
  CHECK_THAT(numeric::t_quantile(0.975, 170), WithinRel(1.9740167076309669, 1e-13));
  CHECK_THAT(numeric::t_quantile(0.05, 7.5), WithinRel(-1.8757474792112878, 1e-12));
  CHECK_THAT(numeric::beta_quantile(0.975, 1, 20), WithinRel(1 - std::pow(0.025, 1 / 20.0), 1e-13));
}

TEST_CASE("each block is done once, by one or many threads") {
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::vector<std::atomic<int>> done(1000);
    numeric::parallel_blocks(done.size(), threads, [&](std::size_t block) { ++done[block]; });
    for (const auto& times : done) REQUIRE(times == 1);
  }
}

TEST_CASE("the failure of a block reaches the caller") {
  const auto failing = [](std::size_t block) {
    if (block == 5) throw std::runtime_error("five");
  };
  for (const unsigned threads : {1U, 4U}) {
    CHECK_THROWS_WITH(numeric::parallel_blocks(100, threads, failing), "five");
  }
}

TEST_CASE("a root is found on either side of the start, near or far") {
  const auto parabola = [](double x) { return x * x - 2; };
  CHECK_THAT(numeric::bracketed_root(parabola, 0, 0.1), WithinRel(std::sqrt(2.0), 1e-15));
  CHECK_THAT(numeric::bracketed_root(parabola, 0, -1e-6), WithinRel(-std::sqrt(2.0), 1e-15));
}
