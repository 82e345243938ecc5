// Proportions and totals of answers, estimated in two passes over the rows, against the same estimates from
// the moments of every PSU.
#include <catch2/catch.hpp>

#include "engine/estimation/answer_cells.hpp"
#include "engine/numeric/random_stream.hpp"

namespace {

using namespace sondeo;
using Catch::Matchers::WithinRel;
using estimation::Measure;

constexpr std::size_t kItems = 17;  // more than go into one word

/// Rows in no order, some without weight, PSU or cell; strata of one PSU, taken whole, and of more rows than
/// a block.
struct Survey {
  design::SampleDesign design;
  design::RowOrder order;
  std::vector<double> weight;
  std::vector<std::vector<std::int8_t>> answers;
  std::vector<std::int8_t> base;
  std::vector<std::int32_t> group;
  std::vector<std::int32_t> cell;
  numeric::RandomStream random{7, numeric::RandomPurpose::kBootstrapReplicates, 0, 0};

  explicit Survey(std::size_t rows) {
    const std::vector<std::int32_t> psus{400, 1, 7, 30, 2};
    for (const std::int32_t count : psus) {
      design::Stratum stratum;
      stratum.first_psu = static_cast<std::int32_t>(design.stratum_of_psu.size());
      stratum.psu_count = count;
      stratum.sampling_fraction = count == 30 ? 1.0 : 0.1;
      design.stratum_of_psu.insert(design.stratum_of_psu.end(), static_cast<std::size_t>(count),
                                   static_cast<std::int32_t>(design.strata.size()));
      design.strata.push_back(stratum);
    }
    design.lonely_psu = design::LonelyPsu::kRemove;
    const auto all = static_cast<std::uint32_t>(design.stratum_of_psu.size());
    for (std::size_t row = 0; row < rows; ++row) add_row(all);
    order = design::order_by_psu(design.psu_of_row, design.psu_count());
  }

  void add_row(std::uint32_t psus) {
    design.psu_of_row.push_back(static_cast<std::int32_t>(random.below(psus + 1)) - 1);
    weight.push_back(random.below(10) == 0 ? 0.0 : 1 + random.below(1000) / 7.0);
    base.push_back(random.below(4) == 0 ? std::int8_t{0} : std::int8_t{1});
    group.push_back(static_cast<std::int32_t>(random.below(4)) - 1);
    cell.push_back(static_cast<std::int32_t>(random.below(9)) - 1);
    answers.resize(kItems);
    for (std::size_t k = 0; k < kItems; ++k) {
      const bool yes = k == 0 || (k != 1 && random.below(static_cast<std::uint32_t>(k) + 1) == 0);
      answers[k].push_back(random.below(11) == 0 ? std::int8_t{-1} : yes ? std::int8_t{1} : std::int8_t{0});
    }
  }

  /// Answers, of which the first is always yes and the second never; with a base or without, proportions and
  /// totals, and one group.
  [[nodiscard]] std::vector<estimation::Target> targets() const {
    std::vector<estimation::Target> all(kItems + 1);
    for (std::size_t k = 0; k < kItems; ++k) {
      all[k].variate.y = moments::Answers{answers[k]};
      if (k % 3 == 1) all[k].variate.base = base;
      if (k % 5 == 4) all[k].measure = Measure::kTotal;
    }
    all[kItems].variate.y = moments::InGroup{group, 1};
    for (auto& target : all) target.variate.weight = weight;
    return all;
  }

  [[nodiscard]] std::vector<estimation::Breakdown> breakdowns() const {
    std::vector<estimation::Breakdown> all(2);
    all[1].columns = {0};
    all[1].cells = {cell, 9};  // the last has no row
    return all;
  }
};

void check_alike(const estimation::CellEstimate& found, const estimation::CellEstimate& expected) {
  CHECK(found.no_cases == expected.no_cases);
  CHECK(found.sums.n == expected.sums.n);
  CHECK(found.sums.n_base == expected.sums.n_base);
  CHECK(found.sums.n_events == expected.sums.n_events);
  CHECK(found.units.psus == expected.units.psus);
  CHECK(found.units.strata == expected.units.strata);
  CHECK(found.units.psus_of_strata == expected.units.psus_of_strata);
  CHECK(found.units.lone_strata == expected.units.lone_strata);
  if (expected.no_cases) return;
  CHECK_THAT(found.weight, WithinRel(expected.weight, 1e-14));
  CHECK_THAT(found.value, WithinRel(expected.value, 1e-14));
  CHECK_THAT(found.se, WithinRel(expected.se, 1e-12));
  if (expected.none() || expected.all()) return;
  CHECK_THAT(found.deff, WithinRel(expected.deff, 1e-12));
}

}  // namespace

TEST_CASE("proportions in two passes are those from the moments", "[answers]") {
  const Survey survey(40'000);
  const auto targets = survey.targets();
  const auto breakdowns = survey.breakdowns();
  const estimation::LevelRows rows{survey.design, survey.order, 1};
  REQUIRE(estimation::count_answers(rows, targets) == 15);
  const auto grid = estimation::estimate_cells(rows, targets, breakdowns, 2);

  std::vector<moments::Variate> variates;
  for (const auto& target : targets) variates.push_back(target.variate);
  for (std::size_t b = 0; b < breakdowns.size(); ++b) {
    const auto moments = moments::reduce(survey.order, variates, {&breakdowns[b].cells, 1}, 1);
    for (std::size_t cell = 0; cell < moments[0].cell_count(); ++cell) {
      for (std::size_t t = 0; t < targets.size(); ++t) {
        INFO("breakdown " << b << " cell " << cell << " target " << t);
        estimation::CellScratch scratch;
        check_alike(grid.at(b, cell, t),
                    estimation::estimate_cell(rows, {moments[0], cell, t}, targets[t], scratch));
      }
    }
  }
}

TEST_CASE("proportions in two passes have the same bits for 1, 2 and 5 threads", "[answers][determinism]") {
  const Survey survey(40'000);
  const auto targets = survey.targets();
  const auto breakdowns = survey.breakdowns();
  const estimation::LevelRows rows{survey.design, survey.order, 1};
  const auto alone = estimation::estimate_cells(rows, targets, breakdowns, 1);
  for (const unsigned threads : {2U, 5U}) {
    const auto together = estimation::estimate_cells(rows, targets, breakdowns, threads);
    for (std::size_t cell = 0; cell < 8; ++cell) {
      for (std::size_t t = 0; t < targets.size(); ++t) {
        CHECK(together.at(1, cell, t).value == alone.at(1, cell, t).value);
        CHECK(together.at(1, cell, t).se == alone.at(1, cell, t).se);
      }
    }
  }
}

TEST_CASE("equal scores in every stratum have no variance, to the last bit", "[answers]") {
  // Each stratum says yes or no as one: strata are the categories. The weights have no short binary form, and
  // one stratum has more rows than a block.
  Survey survey(0);
  for (std::int32_t psu = 0; psu < 440; ++psu) {
    for (int i = 0; i < 50; ++i) {
      survey.add_row(1);
      survey.design.psu_of_row.back() = psu;
      survey.weight.back() = 0.1 + (psu < 400 ? 0.7 : 0.0);
      survey.answers[2].back() = psu < 400 ? 1 : 0;
    }
  }
  survey.order = design::order_by_psu(survey.design.psu_of_row, survey.design.psu_count());
  estimation::Target target;
  target.variate.y = moments::Answers{survey.answers[2]};
  target.variate.weight = survey.weight;
  const std::vector<estimation::Breakdown> total(1);
  const auto grid = estimation::estimate_cells({survey.design, survey.order, 1}, {&target, 1}, total, 1);
  CHECK(grid.at(0, 0, 0).value > 0.5);
  CHECK(grid.at(0, 0, 0).se == 0.0);
}
