// Preston's bootstrap of several stages: the replicates that can be drawn from a tiny design are those of R
// survey 4.1-1 (as.svrepdesign(type = "mrbbootstrap")), and their variance over all draws is the linearised
// one of all stages.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/replicates.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using test::column;

namespace {

using Factors = std::vector<double>;  // of each unit

design::MadeReplicatesSpec preston(const std::string& replicates) {
  Written written;
  written.text = "preston:" + replicates;
  return design::read_made_replicates(written).value();
}

Factors replicate_of(const design::Replicates& made, std::size_t units, std::size_t replicate) {
  Factors factors;
  for (std::size_t unit = 0; unit < units; ++unit) factors.push_back(made.of_unit(unit)[replicate]);
  return factors;
}

/// Every replicate that was drawn, once, in ascending order.
std::vector<Factors> different_replicates(const design::SampleDesign& design) {
  const auto made = design::make_replicates(design, preston("400"));
  std::vector<Factors> found;
  for (std::size_t r = 0; r < made.scheme.count(); ++r) {
    found.push_back(replicate_of(made, design.unit_count(), r));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void check_same(const std::vector<Factors>& found, const std::vector<Factors>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t r = 0; r < found.size(); ++r) {
    for (std::size_t unit = 0; unit < found[r].size(); ++unit) {
      CHECK_THAT(found[r][unit], WithinAbs(expected[r][unit], 1e-12));
    }
  }
}

/// sum over all replicates of probability x (total - its value in the full sample)^2
double variance_over_draws(const std::vector<Factors>& replicates, const std::vector<double>& probabilities,
                           const std::vector<double>& totals) {
  double variance = 0;
  for (std::size_t r = 0; r < replicates.size(); ++r) {
    double change = 0;
    for (std::size_t unit = 0; unit < totals.size(); ++unit)
      change += (replicates[r][unit] - 1) * totals[unit];
    variance += probabilities[r] * change * change;
  }
  return variance;
}

/// Three of six PSUs with two, three and two units of four, nine and five.
struct TwoStages {
  Column psu = column("p", {1, 1, 2, 2, 2, 3, 3});
  Column psus = column("N", {6, 6, 6, 6, 6, 6, 6});
  Column unit = column("u", {1, 2, 1, 2, 3, 1, 2});
  Column units = column("M", {4, 4, 9, 9, 9, 5, 5});

  [[nodiscard]] design::SampleDesign design(design::DesignSpec spec = {}) const {
    design::DesignColumns columns{psu.size(), {}, &psu, &psus};
    columns.later_stages.push_back({{}, &unit, &units});
    return design::build_design(columns, spec);
  }
};

}  // namespace

TEST_CASE("the replicates of two stages are R's, and over all draws their variance is that of both stages") {
  const auto design = TwoStages().design();
  const auto found = different_replicates(design);
  const double low = 0.5;
  const double a = 1.0513167019495;
  const double b = 2.9486832980505;
  const double c = 1.2928932188135;
  const double d = 3.4142135623731;
  const double e = 1.1339745962156;
  const double f = 2.8660254037844;
  check_same(found, {{low, low, low, low, low, a, b},
                     {low, low, low, low, low, b, a},
                     {low, low, c, c, d, low, low},
                     {low, low, c, d, c, low, low},
                     {low, low, d, c, c, low, low},
                     {e, f, low, low, low, low, low},
                     {f, e, low, low, low, low, low}});
  const std::vector<double> probabilities = {1.0 / 6, 1.0 / 6, 1.0 / 9, 1.0 / 9, 1.0 / 9, 1.0 / 6, 1.0 / 6};
  const std::vector<double> weighted = {3 * 4.0, 8 * 4.0, 5 * 6.0, 9 * 6.0, 1 * 6.0, 12 * 5.0, 4 * 5.0};
  // vcov(svytotal(~y, svydesign(id = ~p + u, fpc = ~N + M)))
  CHECK_THAT(variance_over_draws(found, probabilities, weighted), WithinRel(2034.0, 1e-12));
}

TEST_CASE("the replicates of three stages are R's, a third stage taken whole included") {
  const Column psu = column("p", {1, 1, 1, 1, 2, 2, 2, 2});
  const Column psus = column("N", {5, 5, 5, 5, 5, 5, 5, 5});
  const Column second = column("u", {1, 1, 2, 2, 1, 1, 2, 2});
  const Column seconds = column("M", {6, 6, 6, 6, 3, 3, 3, 3});
  const Column third = column("k", {1, 2, 1, 2, 1, 2, 1, 2});
  const Column thirds = column("K", {4, 4, 3, 3, 5, 5, 2, 2});
  design::DesignColumns columns{8, {}, &psu, &psus};
  columns.later_stages.push_back({{}, &second, &seconds});
  columns.later_stages.push_back({{}, &third, &thirds});
  const auto design = design::build_design(columns, {});
  const auto found = different_replicates(design);
  const double o = 0.2254033307585;
  const double p = 1.2581988897472;
  const double q = 1.0442999259013;
  check_same(found, {{o, o, o, o, p, p, 2.2909944487358, 2.2909944487358},
                     {o, o, o, o, 1.4909944487358, 3.0909944487358, p, p},
                     {o, o, o, o, 3.0909944487358, 1.4909944487358, p, p},
                     {q, q, 2.0832563912259, 2.9265304339375, o, o, o, o},
                     {q, q, 2.9265304339375, 2.0832563912259, o, o, o, o},
                     {1.9884956330874, 3.0212911920760, q, q, o, o, o, o},
                     {3.0212911920760, 1.9884956330874, q, q, o, o, o, o}});
  const std::vector<double> probabilities = {0.25, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125};
  const std::vector<double> weighted = {60, 105, 11.25, 101.25, 112.5, 28.125, 30, 22.5};
  CHECK_THAT(variance_over_draws(found, probabilities, weighted), WithinRel(7676.015625, 1e-12));
}

TEST_CASE("PSUs taken whole keep their weight and vary by their units alone") {
  TwoStages survey;
  survey.psus = column("N", {3, 3, 3, 3, 3, 3, 3});
  const auto design = survey.design();
  const auto made = design::make_replicates(design, preston("50"));
  for (std::size_t r = 0; r < 50; ++r) {
    const Factors factors = replicate_of(made, 7, r);
    CHECK_THAT(factors[0] + factors[1], WithinRel(2.0, 1e-14));
    CHECK(factors[0] != factors[1]);
    CHECK_THAT(factors[5] + factors[6], WithinRel(2.0, 1e-14));
    CHECK(*std::min_element(factors.begin(), factors.end()) >= 0);
  }
}

TEST_CASE("a lonely unit stays as it is under remove, and is refused where it should be adjusted") {
  TwoStages survey;
  survey.psu = column("p", {1, 1, 2, 2, 2, 3, 4});
  design::DesignSpec spec;
  spec.lonely_psu = design::LonelyPsu::kRemove;
  const auto design = survey.design(spec);
  const auto made = design::make_replicates(design, preston("20"));
  for (std::size_t r = 0; r < 20; ++r) {
    const Factors factors = replicate_of(made, 7, r);
    // four PSUs of six, two drawn: 1 - sqrt(1/3), or 1 + sqrt(1/3) without a second stage
    const double step = std::sqrt(1.0 / 3);
    CHECK_THAT(std::abs(factors[5] - 1), WithinRel(step, 1e-12));
  }
  spec.lonely_psu = design::LonelyPsu::kAdjust;
  try {
    static_cast<void>(design::make_replicates(survey.design(spec), preston("20")));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.diagnostic().code == code::kReplicatesLonely);
  }
}

TEST_CASE("replicates of stages do not depend on how many there are") {
  const auto design = TwoStages().design();
  const auto few = design::make_replicates(design, preston("5"));
  const auto many = design::make_replicates(design, preston("50"));
  for (std::size_t r = 0; r < 5; ++r) CHECK(replicate_of(few, 7, r) == replicate_of(many, 7, r));
}
