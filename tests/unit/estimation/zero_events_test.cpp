#include <cmath>

#include <catch2/catch.hpp>

#include "engine/estimation/estimator.hpp"
#include "engine/estimation/interval.hpp"

using namespace sondeo;
using Catch::Matchers::Equals;
using Catch::Matchers::VectorContains;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using estimation::Measure;

namespace {

/// 20 rows, each its own PSU, weight 2 or 3 by turns; two cells of 10.
struct Fixture {
  std::vector<double> weight;
  std::vector<std::int32_t> cell;
  design::SampleDesign design;
  design::RowOrder order;

  Fixture() {
    for (int i = 0; i < 20; ++i) {
      weight.push_back(i % 2 == 0 ? 2 : 3);
      cell.push_back(i < 10 ? 0 : 1);
    }
    design = design::build_design({20, {}, nullptr, nullptr}, {});
    order = design::order_by_psu(design.psu_of_row, design.psu_count());
  }

  [[nodiscard]] std::vector<estimation::Estimate> estimate(const estimation::Target& target) const {
    const std::vector<estimation::Breakdown> breakdowns{{{}, {{}, 1}, {{}}, {{}}},
                                                        {{0}, {cell, 2}, {{"1"}, {"2"}}, {{""}, {""}}}};
    return estimation::estimate_targets({design, order, 1}, {&target, 1}, breakdowns, {}, 1);
  }
};

}  // namespace

TEST_CASE("a proportion of 0 has a one-sided Clopper-Pearson interval with the deff of the cell around it") {
  const Fixture fixture;
  std::vector<std::int8_t> answers(20, 0);
  for (std::size_t i = 10; i < 14; ++i) answers[i] = 1;
  estimation::Target target;
  target.variate.y = moments::Answers{answers};
  target.variate.weight = fixture.weight;
  const auto rows = fixture.estimate(target);
  const auto& all = rows[0];
  const auto& none = rows[1];
  CHECK(none.estimate == 0.0);
  CHECK(none.se == 0.0);
  CHECK(none.ci_low == 0.0);
  const double effective_n = 10 / std::max(1.0, all.deff);
  CHECK_THAT(none.ci_high, WithinRel(1 - std::pow(0.025, 1 / effective_n), 1e-12));
  CHECK_THAT(none.notes, VectorContains(std::string("p_zero")));
  CHECK_THAT(none.interval, Equals("clopper-pearson"));
}

TEST_CASE("where no cell has an event, Kish's factor of the weights stands for the deff") {
  const Fixture fixture;
  const std::vector<std::int8_t> answers(20, 1);
  estimation::Target target;
  target.variate.y = moments::Answers{answers};
  target.variate.weight = fixture.weight;
  const auto rows = fixture.estimate(target);
  const double kish = 20 * (10 * 4.0 + 10 * 9.0) / (50.0 * 50.0);
  CHECK(rows[0].estimate == 1.0);
  CHECK(rows[0].ci_high == 1.0);
  CHECK_THAT(rows[0].ci_low, WithinRel(std::pow(0.025, kish / 20), 1e-12));
  CHECK_THAT(rows[0].notes, VectorContains(std::string("p_one")));
}

TEST_CASE("a cell without cases has no figure and says so") {
  const Fixture fixture;
  const std::vector<std::int8_t> answers(20, 1);
  std::vector<std::int8_t> base(20, 1);
  for (std::size_t i = 0; i < 10; ++i) base[i] = 0;
  estimation::Target target;
  target.variate.y = moments::Answers{answers};
  target.variate.weight = fixture.weight;
  target.variate.base = base;
  const auto rows = fixture.estimate(target);
  CHECK(std::isnan(rows[1].estimate));
  CHECK(rows[1].n == 0.0);
  CHECK_THAT(rows[1].notes, VectorContains(std::string("empty_domain")));
}

TEST_CASE("a rate without events ends at -ln(alpha / 2) D / n") {
  const Fixture fixture;
  const std::vector<double> weighted(20, 0.0);
  const std::vector<std::int32_t> counts(20, 0);
  estimation::Target target;
  target.measure = Measure::kRate;
  target.per = 1000;
  target.variate.y = moments::Events{weighted, counts};
  target.variate.weight = fixture.weight;
  const auto row = fixture.estimate(target)[0];
  const double kish = 20 * (10 * 4.0 + 10 * 9.0) / (50.0 * 50.0);
  CHECK(row.estimate == 0.0);
  CHECK_THAT(row.ci_high, WithinRel(-std::log(0.025) * kish * 1000 / 20, 1e-12));
}

TEST_CASE("a negative Wald limit of something that cannot be negative turns the indicator to log") {
  const Fixture fixture;
  std::vector<double> amounts(20, 0.0);
  amounts[0] = 100;
  amounts[15] = 1;
  estimation::Target target;
  target.measure = Measure::kMean;
  target.variate.y = moments::Numbers{amounts};
  target.variate.weight = fixture.weight;
  for (const auto& row : fixture.estimate(target)) {
    CAPTURE(row.estimate, row.ci_low);
    CHECK_THAT(row.interval, Equals("log"));
    CHECK(row.ci_low > 0);
    CHECK_THAT(row.notes, VectorContains(std::string("log_interval")));
  }
}

TEST_CASE("missing answers leave the estimate and are counted with their weight") {
  const Fixture fixture;
  std::vector<std::int8_t> answers(20, 0);
  answers[0] = -1;
  answers[1] = -1;
  answers[5] = 1;
  estimation::Target target;
  target.variate.y = moments::Answers{answers};
  target.variate.weight = fixture.weight;
  const auto row = fixture.estimate(target)[0];
  CHECK(row.n == 18.0);
  CHECK(row.n_missing == 2.0);
  CHECK_THAT(row.missing_share, WithinRel(0.1, 1e-14));
  CHECK_THAT(row.estimate, WithinRel(3.0 / 45.0, 1e-14));
}
