// Designs of several stages: R's figures on apiclus2 and mu284, certainty, lonely units, and all samples of a
// tiny population. tests/reference/stages.R has many more, compared through the program.
#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/scores.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using Catch::Matchers::WithinRel;
using design::LonelyPsu;
using test::column;

namespace {

/// Two stages without strata: PSU, unit, sizes of both stages (empty: none), weight and amount of each row.
struct TwoStages {
  std::vector<double> psu;
  std::vector<double> ssu;
  std::vector<double> psus;
  std::vector<double> ssus;
  std::vector<double> weight;
  std::vector<double> y;
};

design::SampleDesign design_of(const TwoStages& data, const design::DesignSpec& spec) {
  const Column psu = column("psu", data.psu);
  const Column ssu = column("ssu", data.ssu);
  const Column psus = column("N", data.psus);
  const Column ssus = column("M", data.ssus);
  design::DesignColumns columns;
  columns.rows = data.psu.size();
  columns.psu = &psu;
  if (!data.psus.empty()) columns.fpc = &psus;
  columns.later_stages.push_back({{}, &ssu, data.ssus.empty() ? nullptr : &ssus});
  return design::build_design(columns, spec);
}

estimation::Estimate total_of(const design::SampleDesign& design, const TwoStages& data) {
  const auto order = design::order_by_psu(design.units_of_rows(), design.unit_count());
  estimation::Target total;
  total.measure = estimation::Measure::kTotal;
  total.variate.y = moments::Numbers{data.y};
  total.variate.weight = data.weight;
  const std::vector<estimation::Breakdown> all{{{}, {{}, 1}, {{}}, {{}}}};
  return estimation::estimate_targets({design, order, 0}, {&total, 1}, all, {}, 1)[0];
}

estimation::Estimate total_of(const TwoStages& data) { return total_of(design_of(data, {}), data); }

struct OverSamples {
  double samples = 0;
  double mean = 0;
  double mean_of_squares = 0;
  double mean_variance = 0;

  void add(const estimation::Estimate& row) {
    samples += 1;
    mean += row.estimate;
    mean_of_squares += row.estimate * row.estimate;
    mean_variance += row.se * row.se;
  }
};

/// Every way to take 2 of the n units.
std::vector<std::pair<std::size_t, std::size_t>> pairs_of(std::size_t n) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) pairs.emplace_back(i, j);
  }
  return pairs;
}

/// The units `chosen` of PSU `psu` of a population, added to a sample of 2 PSUs and 2 units in each.
void add_psu(TwoStages& sample, const std::vector<std::vector<double>>& population, std::size_t psu,
             const std::pair<std::size_t, std::size_t>& chosen) {
  const auto size = static_cast<double>(population[psu].size());
  const auto psus = static_cast<double>(population.size());
  for (const std::size_t unit : {chosen.first, chosen.second}) {
    sample.psu.push_back(static_cast<double>(psu));
    sample.ssu.push_back(static_cast<double>(unit));
    sample.psus.push_back(psus);
    sample.ssus.push_back(size);
    sample.weight.push_back(psus / 2 * size / 2);
    sample.y.push_back(population[psu][unit]);
  }
}

}  // namespace

TEST_CASE("over all two-stage samples total and variance are unbiased", "[property]") {
  // Every sample of 2 of 3 PSUs is as likely as another, and inside it every pair of pairs of units; samples
  // of PSUs with more pairs are counted so that each pair of PSUs weighs the same (Cochran 1977,
  // theorem 10.2).
  const std::vector<std::vector<double>> population{{3, 7, 1}, {5, 9, 20, 2}, {4, 4, 11}};
  OverSamples all;
  for (const auto& [first, second] : pairs_of(population.size())) {
    OverSamples of_pair;
    for (const auto& in_first : pairs_of(population[first].size())) {
      for (const auto& in_second : pairs_of(population[second].size())) {
        TwoStages sample;
        add_psu(sample, population, first, in_first);
        add_psu(sample, population, second, in_second);
        of_pair.add(total_of(sample));
      }
    }
    all.samples += 1;
    all.mean += of_pair.mean / of_pair.samples;
    all.mean_of_squares += of_pair.mean_of_squares / of_pair.samples;
    all.mean_variance += of_pair.mean_variance / of_pair.samples;
  }
  const double truth = 66;
  CHECK_THAT(all.mean / all.samples, WithinRel(truth, 1e-13));
  CHECK_THAT(all.mean_variance / all.samples,
             WithinRel(all.mean_of_squares / all.samples - truth * truth, 1e-12));
}

TEST_CASE("the second stage adds its variance times the first stage's fraction") {
  // By hand: 2 of 4 PSUs, 2 of 3 units in each, weights 3: PSU totals 12 and 36, (1 - 1/2) 2 (12^2 + 12^2) =
  // 288; inside: (1 - 2/3) 2 (3^2 + 3^2) = 12 and (1 - 2/3) 2 (6^2 + 6^2) = 48, times 1/2 = 30.
  const TwoStages data{{1, 1, 2, 2}, {1, 2, 1, 2}, {4, 4, 4, 4}, {3, 3, 3, 3}, {3, 3, 3, 3}, {1, 3, 4, 8}};
  const auto row = total_of(data);
  CHECK_THAT(row.se * row.se, WithinRel(318.0, 1e-13));
  CHECK(row.n_psu == 2);
  CHECK(row.df == 1);
  design::DesignSpec ultimate;
  ultimate.ultimate_cluster = true;
  const auto alone = total_of(design_of(data, ultimate), data);
  CHECK_THAT(alone.se * alone.se, WithinRel(288.0, 1e-13));
}

TEST_CASE("a stage after one without fpc adds nothing and is left out of the units") {
  TwoStages data{{1, 1, 2, 2}, {1, 2, 1, 2}, {}, {3, 3, 3, 3}, {3, 3, 3, 3}, {1, 3, 4, 8}};
  const auto design = design_of(data, {});
  CHECK(design.later_stages.empty());
  CHECK(design.unit_count() == 2);
  const auto row = total_of(design, data);
  CHECK_THAT(row.se * row.se, WithinRel(576.0, 1e-13));
}

TEST_CASE(
    "unit codes are nested in their PSU, and the units of a PSU follow each other in any order of rows") {
  const TwoStages data{{2, 1, 2, 1}, {1, 1, 2, 2}, {4, 4, 4, 4}, {3, 3, 3, 3}, {3, 3, 3, 3}, {4, 1, 8, 3}};
  const auto design = design_of(data, {});
  CHECK(design.unit_count() == 4);
  CHECK(design.unit_of_row == std::vector<std::int32_t>{2, 0, 3, 1});
  const auto row = total_of(design, data);
  CHECK_THAT(row.se * row.se, WithinRel(318.0, 1e-13));
}

TEST_CASE("a lonely unit inside a PSU is treated by the rule chosen, and refused by default") {
  // PSU 2 has one of its 3 units. Totals 12 and 24: between (1 - 1/2) 2 (6^2 + 6^2) = 72; inside PSU 1 12 / 2
  // = 6.
  const TwoStages data{{1, 1, 2}, {1, 2, 1}, {4, 4, 4}, {3, 3, 3}, {3, 3, 6}, {1, 3, 4}};
  const auto variance = [&](LonelyPsu rule) {
    design::DesignSpec spec;
    spec.lonely_psu = rule;
    const auto row = total_of(design_of(data, spec), data);
    return row.se * row.se;
  };
  CHECK_THAT(variance(LonelyPsu::kRemove), WithinRel(78.0, 1e-13));
  CHECK_THAT(variance(LonelyPsu::kCertainty), WithinRel(78.0, 1e-13));
  // The only unit of its PSU is its own mean.
  CHECK_THAT(variance(LonelyPsu::kAdjust), WithinRel(78.0, 1e-13));
  CHECK(std::isnan(variance(LonelyPsu::kAverage)));  // inside PSU 2 every stratum is lonely
  try {
    design_of(data, {});
    FAIL("a lonely unit went through");
  } catch (const Error& error) {
    CHECK(error.diagnostic().code == code::kStageLonely);
    CHECK(error.diagnostic().arguments[0].value == "2");
    CHECK(error.diagnostic().arguments[2].value == "-");
  }
}

TEST_CASE("a covariance over the stages of an estimate with itself is its variance, and is bilinear") {
  const TwoStages data{{1, 1, 2, 2}, {1, 2, 1, 2}, {4, 4, 4, 4}, {3, 3, 3, 3}, {3, 3, 3, 3}, {1, 3, 4, 8}};
  const auto design = design_of(data, {});
  const estimation::Scores a{{0, 1, 2, 3}, {3, 9, 12, 24}};
  const estimation::Scores b{{1, 3}, {5, -2}};
  const estimation::Scores sum{{0, 1, 2, 3}, {3, 14, 12, 22}};
  const double of_a = estimation::linearized_variance(design, a);
  CHECK_THAT(of_a, WithinRel(318.0, 1e-13));
  CHECK(estimation::linearized_covariance(design, a, a) == of_a);
  const double of_b = estimation::linearized_variance(design, b);
  CHECK_THAT(estimation::linearized_variance(design, sum),
             WithinRel(of_a + of_b + 2 * estimation::linearized_covariance(design, a, b), 1e-12));
}
