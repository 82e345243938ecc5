// Two phases: over all samples of tiny populations, against the example of R survey, and by hand.
#include "engine/estimation/two_phase_variance.hpp"

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using Catch::Matchers::WithinRel;
using design::TwoPhaseMethod;
using test::column;

namespace {

/// Rows of a first phase.
struct Rows {
  std::vector<double> psu;
  double population = 0;       ///< PSUs
  std::vector<double> strata;  ///< of the second phase; empty: one
  std::vector<double> drawn;   ///< 1 in the second phase
};

design::SampleDesign design_of(const Rows& rows, TwoPhaseMethod method = TwoPhaseMethod::kFull,
                               design::LonelyPsu lonely = design::LonelyPsu::kFail) {
  const Column psu = column("psu", rows.psu);
  const Column fpc = column("N", std::vector<double>(rows.psu.size(), rows.population));
  const Column strata = column("h", rows.strata);
  const Column subset = column("s", rows.drawn);
  design::DesignSpec spec;
  spec.lonely_psu = lonely;
  auto first = design::build_design({rows.psu.size(), {}, &psu, rows.population > 0 ? &fpc : nullptr}, spec);
  design::TwoPhaseSpec second;
  second.method = method;
  design::TwoPhaseColumns columns;
  columns.subset = &subset;
  if (!rows.strata.empty()) columns.strata = {&strata};
  return design::build_two_phase(std::move(first), columns, second);
}

/// Scores of a total: y over both fractions, by unit.
estimation::Scores scores(const design::SampleDesign& design, const std::vector<double>& y) {
  const auto& phases = *design.two_phase;
  estimation::Scores scores;
  for (std::size_t unit = 0; unit < design.psu_count(); ++unit) {
    scores.psus.push_back(static_cast<std::int32_t>(unit));
    scores.values.push_back(0);
  }
  for (std::size_t row = 0; row < y.size(); ++row) {
    if (design.psu_of_row[row] < 0) continue;
    const auto unit = static_cast<std::size_t>(design.psu_of_row[row]);
    const auto psu = static_cast<std::size_t>(phases.psu_of_unit[unit]);
    const auto& above = phases.first->strata[static_cast<std::size_t>(phases.first->stratum_of_psu[psu])];
    const auto& stratum = design.strata[static_cast<std::size_t>(design.stratum_of_psu[unit])];
    scores.values[unit] += y[row] / above.sampling_fraction / stratum.sampling_fraction;
  }
  return scores;
}

/// The subsets of `size` of the numbers below `count`, as 0 and 1 by number.
std::vector<std::vector<double>> subsets(std::size_t count, std::size_t size) {
  std::vector<std::vector<double>> found;
  for (unsigned set = 0; set < (1U << count); ++set) {
    std::vector<double> members(count, 0);
    std::size_t drawn = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if ((set >> i & 1U) == 0) continue;
      members[i] = 1;
      ++drawn;
    }
    if (drawn == size) found.push_back(members);
  }
  return found;
}

struct Expectation {
  double chance = 0;
  double total = 0;
  double square = 0;
  double variance = 0;

  void add(double with_chance, const design::SampleDesign& design, const std::vector<double>& y) {
    const auto z = scores(design, y);
    double estimate = 0;
    for (const double value : z.values) estimate += value;
    chance += with_chance;
    total += with_chance * estimate;
    square += with_chance * estimate * estimate;
    variance += with_chance * estimation::linearized_variance(design, z);
  }
};

bool each_stratum_has(const Rows& rows, double drawn) {
  std::vector<double> count(2, 0);
  for (std::size_t i = 0; i < rows.strata.size(); ++i) {
    count[static_cast<std::size_t>(rows.strata[i])] += rows.drawn[i];
  }
  return count[0] == drawn && count[1] == drawn;
}

}  // namespace

TEST_CASE("over all samples of elements drawn twice total and variance are unbiased", "[property]") {
  const std::vector<double> population{3, 7, 1, 12, 5, 9};
  const std::vector<double> strata{0, 0, 0, 1, 1, 1};
  Expectation expectation;
  for (const auto& first : subsets(6, 5)) {
    Rows rows;
    rows.population = 6;
    std::vector<double> y;
    for (std::size_t i = 0; i < 6; ++i) {
      if (first[i] == 0.0) continue;
      rows.psu.push_back(static_cast<double>(i));
      rows.strata.push_back(strata[i]);
      y.push_back(population[i]);
    }
    for (const auto& second : subsets(5, 4)) {
      rows.drawn = second;
      // two of three in one stratum, both of two in the other: three such samples
      if (each_stratum_has(rows, 2)) expectation.add(1.0 / 6 / 3, design_of(rows), y);
    }
  }
  REQUIRE_THAT(expectation.chance, WithinRel(1.0, 1e-14));
  CHECK_THAT(expectation.total, WithinRel(37.0, 1e-13));
  CHECK_THAT(expectation.variance, WithinRel(expectation.square - 37.0 * 37.0, 1e-11));
}

TEST_CASE("over all samples of elements of clusters total and variance are unbiased", "[property]") {
  const std::vector<double> population{3, 7, 1, 12, 5, 9, 4, 6};
  Expectation expectation;
  for (const auto& first : subsets(4, 3)) {
    Rows rows;
    rows.population = 4;
    std::vector<double> y;
    for (std::size_t i = 0; i < population.size(); ++i) {
      if (first[i / 2] == 0.0) continue;
      rows.psu.push_back(static_cast<double>(i / 2));
      y.push_back(population[i]);
    }
    for (const auto& second : subsets(6, 3)) {
      rows.drawn = second;
      expectation.add(1.0 / 4 / 20, design_of(rows), y);
    }
  }
  REQUIRE_THAT(expectation.chance, WithinRel(1.0, 1e-14));
  CHECK_THAT(expectation.total, WithinRel(47.0, 1e-13));
  CHECK_THAT(expectation.variance, WithinRel(expectation.square - 47.0 * 47.0, 1e-11));
}

TEST_CASE("a second phase that takes all is the first phase", "[property]") {
  const Rows rows{{1, 1, 2, 2, 3, 3}, 9, {0, 1, 0, 1, 0, 1}, {1, 1, 1, 1, 1, 1}};
  const auto design = design_of(rows);
  const std::vector<double> y{3, 7, 1, 12, 5, 9};
  // PSU totals 10, 13, 14: (1 - f) N^2 / n S^2
  CHECK_THAT(estimation::linearized_variance(design, scores(design, y)),
             WithinRel((1 - 1.0 / 3) * 81 / 3 * (13.0 / 3), 1e-13));
}

TEST_CASE("covariances add up to the variance of the sum", "[property]") {
  const Rows rows{{1, 2, 3, 4, 5, 6}, 20, {0, 0, 0, 1, 1, 1}, {1, 1, 0, 1, 1, 0}};
  const auto method = GENERATE(TwoPhaseMethod::kFull, TwoPhaseMethod::kApprox);
  const auto design = design_of(rows, method);
  const estimation::Scores a{{0, 1, 2, 3}, {4, 2, 9, 1}};
  const estimation::Scores b{{0, 1, 2, 3}, {1, 5, 2, 2}};
  const estimation::Scores sum{{0, 1, 2, 3}, {5, 7, 11, 3}};
  CHECK_THAT(
      estimation::linearized_variance(design, sum),
      WithinRel(estimation::linearized_variance(design, a) + estimation::linearized_variance(design, b) +
                    2 * estimation::linearized_covariance(design, a, b),
                1e-13));
}

TEST_CASE("what is wrong with a second phase is said") {
  const auto code_of = [](const Rows& rows, TwoPhaseMethod method = TwoPhaseMethod::kFull) {
    try {
      static_cast<void>(design_of(rows, method));
    } catch (const Error& error) {
      return error.diagnostic().code;
    }
    return Code{};
  };
  CHECK(code_of({{1, 2, 3}, 9, {}, {1, 1, 0}}) == Code{});
  CHECK(code_of({{1, 2, 3}, 9, {}, {1, 1, missing_value()}}) == code::kTwoPhaseSubsetMissing);
  CHECK(code_of({{1, 2, 3}, 9, {}, {0, 0, 0}}) == code::kTwoPhaseEmpty);
  CHECK(code_of({{1, 2, 3}, 9, {0, 0, 1}, {1, 1, 0}}) == code::kTwoPhaseStrataEmpty);
  CHECK(code_of({{1, 2, 3, 4}, 9, {0, 0, 1, 1}, {1, 1, 1, 0}}) == code::kLonelyPsu);
  CHECK(code_of({{1, 2, 3, 4}, 9, {0, 0, 1, 1}, {1, 1, 0, 0}}) == code::kTwoPhaseStrataEmpty);
  CHECK(code_of({{1, 2, 3}, 9, {0, 0, missing_value()}, {1, 1, 0}}) == code::kDesignMissing);
  CHECK(code_of({{1, 1, 2}, 9, {}, {1, 1, 1}}, TwoPhaseMethod::kApprox) == code::kTwoPhaseApproxPsus);
  CHECK(code_of({{1, 1, 2}, 9, {}, {1, 1, 1}}) == Code{});
}

TEST_CASE("a unit of the second phase lies in one PSU of the first") {
  const Column psu = column("psu", {1, 2, 3});
  const Column unit = column("unit", {7, 7, 8});
  const Column subset = column("s", {1, 1, 1});
  auto first = design::build_design({3, {}, &psu, nullptr}, {});
  design::TwoPhaseColumns columns;
  columns.subset = &subset;
  columns.psu = &unit;
  CHECK_THROWS_AS(design::build_two_phase(std::move(first), columns, {}), Error);
}
