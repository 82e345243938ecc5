// Shares of totals and of cases: R's ratio to the total of all categories, and the proportion.
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "api_survey.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using estimation::Estimate;
using estimation::Measure;
using estimation::Target;
using test::ApiSurvey;

TEST_CASE("the share of each category in a total and its SE are R's ratio", "[reference][share]") {
  const auto lines = test::reference_lines("shares.csv");
  CHECK(lines.size() == 18);
  const ApiSurvey strat("apistrat.csv", "stype_code", {}, "fpc");
  const ApiSurvey clus1("apiclus1.csv", {}, "dnum", "fpc");
  for (const auto& line : lines) {
    CAPTURE(line);
    const ApiSurvey& survey = line.at(0) == "strat.fpc" ? strat : clus1;
    const auto wide = std::stoul(line.at(1));
    std::vector<std::int32_t> groups;
    for (const double code : survey.numbers("stype_code")) groups.push_back(static_cast<std::int32_t>(code));
    Target target;
    target.measure = Measure::kShare;
    target.variate = {moments::NumbersInGroup{survey.numbers("enroll"), groups, std::stoi(line.at(2))},
                      survey.numbers("enroll"),
                      {},
                      survey.numbers("pw")};
    const auto rows = survey.estimate(target, "sch_wide");
    const Estimate& row = rows.at(wide);
    CHECK_THAT(row.estimate, WithinRel(std::stod(line.at(3)), 1e-12));
    CHECK_THAT(row.se, WithinRel(std::stod(line.at(4)), 1e-10));
  }
}

TEST_CASE("a share of cases is the proportion, and the shares of a total add up to 1", "[share]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  std::vector<std::int32_t> groups;
  for (const double code : survey.numbers("stype_code")) groups.push_back(static_cast<std::int32_t>(code));
  double sum = 0;
  for (std::int32_t code = 1; code <= 3; ++code) {
    Target target;
    target.variate = {moments::InGroup{groups, code}, {}, {}, survey.numbers("pw")};
    const auto proportion = survey.estimate(target).front();
    target.measure = Measure::kShare;
    const auto share = survey.estimate(target).front();
    CHECK(share.measure == "share");
    CHECK(share.interval == "logit");
    CHECK(share.estimate == proportion.estimate);
    CHECK(share.se == proportion.se);
    CHECK(share.ci_low == proportion.ci_low);
    target.variate.y = moments::NumbersInGroup{survey.numbers("meals"), groups, code};
    target.variate.x = survey.numbers("meals");
    sum += survey.estimate(target).front().estimate;
  }
  CHECK_THAT(sum, WithinRel(1.0, 1e-14));
}

TEST_CASE("an amount that is all in one category has a share of 1 or 0, with a note and no interval",
          "[share]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto& amount = survey.numbers("meals");
  const std::vector<std::int32_t> groups(amount.size(), 0);
  for (const std::int32_t group : {0, 1}) {
    Target target;
    target.measure = Measure::kShare;
    target.variate = {moments::NumbersInGroup{amount, groups, group}, amount, {}, survey.numbers("pw")};
    const auto row = survey.estimate(target).front();
    CHECK(row.estimate == 1 - group);
    CHECK(std::find(row.notes.begin(), row.notes.end(), group == 0 ? "p_one" : "p_zero") != row.notes.end());
    CHECK(std::isnan(row.ci_low));
  }
}
