// Replicates that sondeo makes, beside the linearised variance. R's figures: tests/reference/replicates.py.
#include "engine/estimation/replicate_variance.hpp"

#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/estimation/cell_replicates.hpp"
#include "engine/numeric/random_stream.hpp"

using namespace sondeo;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using estimation::Measure;
using test::ApiSurvey;

namespace {

design::MadeReplicatesSpec asked(const std::string& text) {
  Written written;
  written.text = text;
  return design::read_made_replicates(written).value();
}

std::vector<estimation::Estimate> estimate(const ApiSurvey& survey, const estimation::Target& target,
                                           const std::string& method, const std::string& by = "",
                                           unsigned threads = 1) {
  estimation::LevelRows rows{survey.design(), survey.order(), by.empty() ? std::size_t{0} : std::size_t{1}};
  design::Replicates made;
  if (!method.empty()) {
    made = design::make_replicates(survey.design(), asked(method));
    rows.made = &made;
  }
  return estimation::estimate_targets(rows, {&target, 1}, survey.breakdowns(by), {}, threads);
}

/// 20 strata of two PSUs of five rows: what balanced replicates need.
class Pairs {
 public:
  Pairs() {
    for (int row = 0; row < 200; ++row) {
      stratum.push_back(row / 10);
      psu.push_back(row / 5);
      y.push_back(static_cast<double>((row * 37 + row * row * 11) % 101));
      weight.push_back(1 + static_cast<double>(row % 7));
    }
    Variable h;
    h.name = "h";
    Variable u;
    u.name = "u";
    const Column strata = Column::of_numbers(h, stratum);
    const Column psus = Column::of_numbers(u, psu);
    design = design::build_design({200, {&strata}, &psus, nullptr}, {});
    order = design::order_by_psu(design.psu_of_row, design.psu_count());
  }
  double variance(Measure measure, const std::string& method) const {
    estimation::Target target;
    target.measure = measure;
    target.variate.y = moments::Numbers{y};
    target.variate.weight = weight;
    const std::vector<estimation::Breakdown> all{{{}, {{}, 1}, {{}}, {{}}}};
    estimation::LevelRows rows{design, order, 0};
    design::Replicates made;
    if (!method.empty()) {
      made = design::make_replicates(design, asked(method));
      rows.made = &made;
    }
    const auto found = estimation::estimate_targets(rows, {&target, 1}, all, {}, 1);
    return found[0].se * found[0].se;
  }

  std::vector<double> stratum, psu, y, weight;
  design::SampleDesign design;
  design::RowOrder order;
};

}  // namespace

TEST_CASE("in full balance the BRR variance of a total is the linearised one", "[property]") {
  const Pairs pairs;
  const double linear = pairs.variance(Measure::kTotal, "");
  CHECK_THAT(pairs.variance(Measure::kTotal, "brr"), WithinRel(linear, 1e-12));
  CHECK_THAT(pairs.variance(Measure::kTotal, "fay:0.7"), WithinRel(linear, 1e-12));
  CHECK_THAT(pairs.variance(Measure::kMean, "brr"), WithinRel(pairs.variance(Measure::kMean, ""), 0.05));
}

TEST_CASE("the jackknife variance of a total is the linearised one, domains and fpc included", "[property]") {
  const ApiSurvey schools("apistrat.csv", "stype_code", {}, "fpc");
  const auto total = schools.target(Measure::kTotal, "enroll");
  const auto linear = estimate(schools, total, "", "sch_wide");
  const auto jackknife = estimate(schools, total, "jkn", "sch_wide");
  REQUIRE(jackknife.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(jackknife[i].estimate == linear[i].estimate);
    CHECK_THAT(jackknife[i].se, WithinRel(linear[i].se, 1e-10));
    CHECK(jackknife[i].df == linear[i].df);
  }
}

TEST_CASE("the bootstrap variance is near the linearised one", "[property]") {
  // 2,000 replicates: the relative standard error of a variance is about sqrt(2 / 2000) = 0.032; 5 of them
  const Pairs pairs;
  CHECK_THAT(pairs.variance(Measure::kTotal, "bootstrap:2000"),
             WithinRel(pairs.variance(Measure::kTotal, ""), 0.16));
  const ApiSurvey clusters("apiclus1.csv", {}, "dnum", {});
  const auto total = clusters.target(Measure::kTotal, "enroll");
  const double linear = estimate(clusters, total, "")[0].se;
  CHECK_THAT(estimate(clusters, total, "bootstrap:2000")[0].se, WithinRel(linear, 0.08));
}

TEST_CASE("the jackknife of apiclus1 is R's golden figure", "[reference]") {
  // survey-statistics 10: SE of mean api00 by JK1, with fpc: 26.335 about the estimate
  const ApiSurvey clusters("apiclus1.csv", {}, "dnum", "fpc");
  const auto row = estimate(clusters, clusters.target(Measure::kMean, "api00"), "jk1")[0];
  CHECK_THAT(row.se, WithinAbs(26.335, 5e-4));
  CHECK(row.df == 14);
}

TEST_CASE("a domain of one PSU has no jackknife variance of a mean, and says so") {
  const ApiSurvey clusters("apiclus1.csv", {}, "dnum", {});
  const auto mean = clusters.target(Measure::kMean, "api00");
  const auto rows = estimate(clusters, mean, "jk1", "dnum");
  REQUIRE(rows.size() == 16);
  CHECK(std::isnan(rows[1].se));
  CHECK(rows[1].notes == std::vector<std::string>{"replicate_empty", "df_strata"});
  const auto totals = estimate(clusters, clusters.target(Measure::kTotal, "api00"), "jk1", "dnum");
  CHECK(totals[1].se > 0);  // a total without the PSU is 0: an estimate like any other
}

TEST_CASE("a bootstrap goes on without its empty replicates while nine in ten are left") {
  design::ReplicateScheme scheme;
  scheme.method = design::ReplicateMethod::kBootstrap;
  scheme.scale = 0.1;
  scheme.rscales.assign(10, 1.0);
  scheme.about_estimate = false;
  estimation::ReplicateTotals totals{{1, 2, 3, 4, 5, 6, 7, 8, 9, 0}, std::vector<double>(10, 1.0)};
  totals.denominator[9] = 0;
  const auto nine = estimation::replicate_variance(scheme, totals, true, 5);
  CHECK(nine.used == 9);
  CHECK_THAT(nine.variance, WithinRel(0.1 * 10 / 9 * 60, 1e-14));  // 60: squares of 1 to 9 about 5
  totals.denominator[8] = 0;
  CHECK(std::isnan(estimation::replicate_variance(scheme, totals, true, 5).variance));
  scheme.method = design::ReplicateMethod::kBrr;
  totals.denominator[8] = 1;
  CHECK(std::isnan(estimation::replicate_variance(scheme, totals, true, 5).variance));
}

TEST_CASE("replicate variances have the same bits for 1, 2, 5 and 16 threads", "[determinism]") {
  const ApiSurvey clusters("apiclus1.csv", {}, "dnum", {});
  const auto mean = clusters.target(Measure::kMean, "api00");
  estimation::GivenReplicates given;
  given.scheme.rscales.assign(15, 1.0);
  given.combined = false;
  for (int r = 0; r < 15; ++r) {
    Variable variable;
    variable.name = "r";
    std::vector<double> factors(clusters.numbers("pw").size());
    for (std::size_t row = 0; row < factors.size(); ++row) {
      factors[row] = clusters.design().psu_of_row[row] == r ? 0.0 : 15.0 / 14;
    }
    given.columns.push_back(Column::of_numbers(variable, factors));
  }
  const auto run = [&](unsigned threads) {
    auto rows = estimate(clusters, mean, "bootstrap:50", "stype_code", threads);
    estimation::LevelRows level{clusters.design(), clusters.order(), 1};
    level.given = &given;
    const auto by_columns =
        estimation::estimate_targets(level, {&mean, 1}, clusters.breakdowns("stype_code"), {}, threads);
    rows.insert(rows.end(), by_columns.begin(), by_columns.end());
    return rows;
  };
  const auto alone = run(1);
  // the rank of 15 jackknife replicates - 1, of the 12 districts with middle schools 12 - 1 (R: degf)
  CHECK(alone[4].df == 14);
  CHECK(alone.back().df == 11);
  for (const unsigned threads : {2U, 5U, 16U}) {
    const auto together = run(threads);
    REQUIRE(together.size() == alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) CHECK(together[i].se == alone[i].se);
  }
}

TEST_CASE("all terms of a cell at once have the bits of each alone", "[determinism]") {
  numeric::RandomStream random(3, numeric::RandomPurpose::kBootstrapReplicates, 0, 0);
  constexpr std::size_t kUnits = 150;
  constexpr std::size_t kTerms = 11;
  for (const std::size_t count : {1U, 7U, 8U, 50U}) {
    design::Replicates replicates;
    replicates.scheme.rscales.assign(count, 1.0);
    for (std::size_t i = 0; i < kUnits * count; ++i) replicates.factors.push_back(random.below(5) / 3.0);
    std::vector<double> sums(kUnits * kTerms);
    for (double& sum : sums) sum = random.below(3) == 0 ? 0.0 : random.below(1000) / 7.0;
    std::vector<moments::BreakdownMoments::Entry> entries;
    for (std::size_t i = 0; i < kUnits; i += 1 + random.below(2)) {
      entries.push_back({static_cast<std::int32_t>(i), &sums[i * kTerms]});
    }
    estimation::CellReplicates together;
    together.add_up(entries, kTerms, replicates);
    for (std::size_t term = 0; term + 1 < kTerms; ++term) {
      estimation::ReplicateTotals alone;
      estimation::fill_totals(entries, replicates, term, term + 1, alone);
      const auto of_term = together.of(term);
      CHECK(std::vector<double>(of_term.begin(), of_term.end()) == alone.numerator);
      const auto of_next = together.of(term + 1);
      CHECK(std::vector<double>(of_next.begin(), of_next.end()) == alone.denominator);
    }
  }
}
