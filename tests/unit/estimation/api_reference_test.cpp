// R's survey package on its own data: tests/reference/api_core.R wrote the figures.
// Tolerances are those of survey-statistics: totals and means 1e-12, SEs 1e-10, interval ends 1e-9.
#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/estimation/scores.hpp"

using namespace sondeo;
using Catch::Matchers::WithinRel;
using estimation::Measure;
using test::ApiSurvey;

namespace {

struct NamedDesign {
  const char* name;
  ApiSurvey survey;
};

std::vector<NamedDesign> designs() {
  std::vector<NamedDesign> all;
  all.push_back({"clus1", {"apiclus1.csv", {}, "dnum", {}}});
  all.push_back({"clus1.fpc", {"apiclus1.csv", {}, "dnum", "fpc"}});
  all.push_back({"strat", {"apistrat.csv", "stype_code", {}, {}}});
  all.push_back({"strat.fpc", {"apistrat.csv", "stype_code", {}, "fpc"}});
  return all;
}

void check_figures(const estimation::Estimate& row, const test::Expected& expected) {
  CHECK_THAT(row.estimate, WithinRel(expected.estimate, 1e-12));
  CHECK_THAT(row.se, WithinRel(expected.se, 1e-10));
  if (!std::isnan(expected.deff)) CHECK_THAT(row.deff, WithinRel(expected.deff, 1e-10));
}

}  // namespace

TEST_CASE("means, totals, ratios and proportions with their SEs and deffs are R's", "[reference]") {
  const auto expected = test::expected_figures();
  for (const auto& [name, survey] : designs()) {
    CAPTURE(name);
    const std::string prefix = std::string(name) + ".";
    check_figures(survey.estimate(survey.target(Measure::kMean, "api00"))[0],
                  expected.at(prefix + "mean.api00"));
    check_figures(survey.estimate(survey.target(Measure::kTotal, "enroll"))[0],
                  expected.at(prefix + "total.enroll"));
    check_figures(survey.estimate(survey.target(Measure::kRatio, "api_stu", "enroll"))[0],
                  expected.at(prefix + "ratio"));
    check_figures(survey.estimate(survey.target(Measure::kProportion, "sch_wide"))[0],
                  expected.at(prefix + "proportion"));
  }
}

TEST_CASE("the logit interval is R's xlogit with the design's degrees of freedom", "[reference]") {
  const auto expected = test::expected_figures();
  for (const auto& [name, survey] : designs()) {
    CAPTURE(name);
    const auto row = survey.estimate(survey.target(Measure::kProportion, "sch_wide"))[0];
    CHECK_THAT(row.ci_low, WithinRel(expected.at(std::string(name) + ".logit").low, 1e-9));
    CHECK_THAT(row.ci_high, WithinRel(expected.at(std::string(name) + ".logit").high, 1e-9));
  }
}

TEST_CASE("a domain is a mask: its SE counts the PSUs outside it", "[reference]") {
  const auto expected = test::expected_figures();
  const ApiSurvey clusters("apiclus1.csv", {}, "dnum", "fpc");
  const auto means = clusters.estimate(clusters.target(Measure::kMean, "api00"), "stype_code");
  const ApiSurvey schools("apistrat.csv", "stype_code", {}, {});
  const auto totals = schools.estimate(schools.target(Measure::kTotal, "enroll"), "stype_code");
  REQUIRE(means.size() == 4);
  REQUIRE(totals.size() == 4);
  for (std::size_t k = 1; k <= 3; ++k) {
    CAPTURE(k);
    check_figures(means[k], expected.at("clus1.fpc.by." + std::to_string(k)));
    check_figures(totals[k], expected.at("strat.total.by." + std::to_string(k)));
  }
}

TEST_CASE("covariances between domains are R's svyby(covmat = TRUE)", "[reference]") {
  // survey-statistics 4: EH 521.979779636953, EM 646.837432379581, HM 658.330933383657
  const auto expected = test::expected_figures();
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto target = survey.target(Measure::kMean, "api00");
  const auto breakdowns = survey.breakdowns("stype_code");
  const moments::Cells cells[] = {breakdowns[1].cells};
  const auto moments = moments::reduce(survey.order(), {&target.variate, 1}, cells, 1);
  std::vector<estimation::Scores> scores(3);
  for (std::size_t cell = 0; cell < 3; ++cell) {
    double total = 0;
    double weight = 0;
    for (const auto& entry : moments[0].entries(cell)) {
      weight += entry.sums[moments[0].weight_at(0)];
      total += entry.sums[moments[0].y_at(0)];
    }
    estimation::fill_scores(
        moments[0].entries(cell),
        {moments[0].y_at(0), moments[0].weight_at(0), total / weight, 1 / weight, moments[0].weight_at(0)},
        scores[cell]);
  }
  const auto covariance = [&](std::size_t a, std::size_t b) {
    return estimation::linearized_covariance(survey.design(), scores[a], scores[b]);
  };
  CHECK_THAT(covariance(0, 1), WithinRel(expected.at("clus1.fpc.cov.1.2").estimate, 1e-10));
  CHECK_THAT(covariance(0, 2), WithinRel(expected.at("clus1.fpc.cov.1.3").estimate, 1e-10));
  CHECK_THAT(covariance(1, 2), WithinRel(expected.at("clus1.fpc.cov.2.3").estimate, 1e-10));
  CHECK_THAT(covariance(1, 1), WithinRel(estimation::linearized_variance(survey.design(), scores[1]), 1e-13));
  CHECK_THAT(covariance(0, 1), WithinRel(521.979779636953, 1e-12));
}

TEST_CASE("a stratum with one PSU contributes by the rule chosen", "[reference]") {
  const auto expected = test::expected_figures();
  const std::pair<design::LonelyPsu, const char*> rules[] = {{design::LonelyPsu::kRemove, "remove"},
                                                             {design::LonelyPsu::kCertainty, "certainty"},
                                                             {design::LonelyPsu::kAdjust, "adjust"},
                                                             {design::LonelyPsu::kAverage, "average"}};
  for (const auto& [rule, name] : rules) {
    CAPTURE(name);
    const ApiSurvey survey("apiclus1.csv", "dnum", {}, {}, rule);
    check_figures(survey.estimate(survey.target(Measure::kMean, "api00"))[0],
                  expected.at(std::string("lonely.") + name + ".mean.api00"));
  }
}

TEST_CASE("a lonely PSU of a total is centred at the mean of all PSU totals", "[reference]") {
  // survey-statistics 3, toy: strata 1,1,2,2,3; variance of the total 126625 remove, 127579.81 adjust
  // (survey 4.5)
  const std::vector<double> y{30.5, 40.5, 35, 52, 44};
  const std::vector<double> w{10.5, 10.5, 20, 20, 15};
  Variable variable;
  variable.name = "stratum";
  const Column strata = Column::of_numbers(variable, {1, 1, 2, 2, 3});
  const auto variance = [&](design::LonelyPsu rule) {
    design::DesignSpec spec;
    spec.lonely_psu = rule;
    const auto design = design::build_design({5, {&strata}, nullptr, nullptr}, spec);
    const auto order = design::order_by_psu(design.psu_of_row, design.psu_count());
    estimation::Target total;
    total.measure = Measure::kTotal;
    total.variate.y = moments::Numbers{y};
    total.variate.weight = w;
    const std::vector<estimation::Breakdown> all{{{}, {{}, 1}, {{}}, {{}}}};
    const auto rows = estimation::estimate_targets({design, order, 0}, {&total, 1}, all, {}, 1);
    CHECK_THAT(rows[0].estimate, WithinRel(3145.5, 1e-14));
    return rows[0].se * rows[0].se;
  };
  CHECK_THAT(variance(design::LonelyPsu::kRemove), WithinRel(126625.0, 1e-12));
  CHECK_THAT(variance(design::LonelyPsu::kAdjust), WithinRel(127579.81, 1e-12));
}

TEST_CASE("the figures have the same bits for 1, 2, 5 and 16 threads", "[determinism]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto target = survey.target(Measure::kMean, "api00");
  const auto alone = survey.estimate(target, "stype_code", {}, 1);
  for (const unsigned threads : {2U, 5U, 16U}) {
    const auto together = survey.estimate(target, "stype_code", {}, threads);
    REQUIRE(together.size() == alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
      CHECK(together[i].estimate == alone[i].estimate);
      CHECK(together[i].se == alone[i].se);
    }
  }
}
