// The standard error of a mean does not depend on where the variable's zero is.
#include <catch2/catch.hpp>

#include "engine/estimation/estimator.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using Catch::Matchers::WithinRel;

namespace {

struct Survey {
  Column stratum = test::column("h", {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2});
  Column psu = test::column("p", {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6});
  std::vector<double> weight = {10.3, 11, 9.7, 10.1, 12, 8, 20, 21.3, 19, 20, 22, 18.1};
  std::vector<double> y = {0.25, 0.5, -0.75, 1, 0.125, -0.5, 0.75, -1, 0.5, 0.25, -0.125, 0};

  [[nodiscard]] std::vector<estimation::Estimate> means() const {
    const auto design = design::build_design({y.size(), {&stratum}, &psu, nullptr}, {});
    const auto order = design::order_by_psu(design.psu_of_row, design.psu_count());
    estimation::Target mean;
    mean.measure = estimation::Measure::kMean;
    mean.variate.y = moments::Numbers{y};
    mean.variate.weight = weight;
    const std::vector<std::int32_t> cell = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    const std::vector<estimation::Breakdown> breakdowns{{{}, {{}, 1}, {{}}, {{}}},
                                                        {{0}, {cell, 2}, {{"1"}, {"2"}}, {{""}, {""}}}};
    return estimation::estimate_targets({design, order, 1}, {&mean, 1}, breakdowns, {}, 1);
  }
};

}  // namespace

TEST_CASE("a mean of values about a million with a spread of one has the error of their differences") {
  Survey near;
  Survey far;
  for (double& value : far.y) value += 1048576;  // exact: the differences keep all their digits
  const auto expected = near.means();
  const auto found = far.means();
  REQUIRE(found.size() == 3);
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK_THAT(found[i].estimate, WithinRel(expected[i].estimate + 1048576, 1e-15));
    CHECK_THAT(found[i].se, WithinRel(expected[i].se, 1e-12));
    CHECK_THAT(found[i].deff, WithinRel(expected[i].deff, 1e-12));
  }
}
