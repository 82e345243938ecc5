// Rubin's rules against mitools 2.4 (MIcombine) and Barnard and Rubin's formula, both in R 4.2.2.
#include "engine/estimation/rubin.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

using Catch::Matchers::WithinRel;
using sondeo::estimation::combine;
using sondeo::estimation::ImplicateFigures;
using sondeo::estimation::ImputationDf;
using sondeo::estimation::mean_over_implicates;

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

std::array<ImplicateFigures, 3> three(double df) { return {{{10, 2, df}, {12, 2.5, df}, {11.5, 2.2, df}}}; }

}  // namespace

TEST_CASE("estimate and error of three data sets are Rubin's, whatever the rule of the df") {
  for (const auto rule : {ImputationDf::kBarnardRubin, ImputationDf::kRubin, ImputationDf::kMitools}) {
    const auto combined = combine(three(20), rule);
    CHECK_THAT(combined.estimate, WithinRel(67.0 / 6, 1e-15));
    CHECK_THAT(combined.se, WithinRel(2.5444929641176932, 1e-14));
  }
}

TEST_CASE("the df are those of Barnard and Rubin, of Rubin, or of mitools") {
  const auto barnard_rubin = combine(three(20), ImputationDf::kBarnardRubin);
  CHECK_THAT(barnard_rubin.df, WithinRel(10.485002736287639, 1e-13));
  CHECK_THAT(barnard_rubin.fmi, WithinRel(0.33832375914154317, 1e-13));
  const auto rubin = combine(three(20), ImputationDf::kRubin);
  CHECK_THAT(rubin.df, WithinRel(40.182164497041427, 1e-13));
  CHECK_THAT(rubin.fmi, WithinRel(0.25908184269935758, 1e-13));
  const auto mitools = combine(three(20), ImputationDf::kMitools);
  CHECK_THAT(mitools.df, WithinRel(10.935788359739028, 1e-13));
  CHECK_THAT(mitools.fmi, WithinRel(0.33459655699137647, 1e-13));
}

TEST_CASE("complete data with infinite df give Rubin's by every rule") {
  for (const auto rule : {ImputationDf::kBarnardRubin, ImputationDf::kRubin, ImputationDf::kMitools}) {
    CHECK_THAT(combine(three(kInfinite), rule).df, WithinRel(40.182164497041427, 1e-13));
  }
}

TEST_CASE("what does not differ between data sets keeps the inference of the complete data") {
  const std::array<ImplicateFigures, 3> same = {{{0.1, 0.03, 14}, {0.1, 0.03, 14}, {0.1, 0.03, 14}}};
  const auto combined = combine(same, ImputationDf::kBarnardRubin);
  CHECK(combined.estimate == 0.1);
  CHECK(combined.se == std::sqrt(0.03 * 0.03));
  CHECK(combined.df == 14);
  CHECK(combined.fmi == 0);
}

TEST_CASE("estimates without error within have m - 1 df and nothing but missing information") {
  const std::array<ImplicateFigures, 3> whole = {{{10, 0, 14}, {12, 0, 14}, {11, 0, 14}}};
  const auto combined = combine(whole, ImputationDf::kBarnardRubin);
  CHECK_THAT(combined.se, WithinRel(std::sqrt(4.0 / 3), 1e-15));
  CHECK(combined.df == 2);
  CHECK(combined.fmi == 1);
}

TEST_CASE("the least df of the complete data count, and none are none") {
  auto figures = three(20);
  figures[1].df = 8;
  const auto least = combine(figures, ImputationDf::kBarnardRubin);
  CHECK(least.df == combine(three(8), ImputationDf::kBarnardRubin).df);
  figures[2].df = 0;
  CHECK(combine(figures, ImputationDf::kBarnardRubin).df == 0);
  figures[0].df = std::nan("");
  CHECK(std::isnan(combine(figures, ImputationDf::kRubin).df));
}

TEST_CASE("the mean of equal numbers is that number") {
  const std::array<double, 3> tenths = {0.1, 0.1, 0.1};
  CHECK(mean_over_implicates(tenths) == 0.1);
  const std::array<double, 4> numbers = {1e6, 1e6 + 1, 1e6 + 2, 1e6 + 5};
  CHECK(mean_over_implicates(numbers) == 1e6 + 2);
}
