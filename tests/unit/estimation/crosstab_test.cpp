// Tests of independence against R survey's svychisq (survey-statistics 11), and what has no test.
#include "engine/estimation/crosstab.hpp"

#include <cmath>
#include <limits>
#include <map>

#include <catch2/catch.hpp>

#include "api_survey.hpp"
#include "engine/design/replicates.hpp"
#include "engine/numeric/tail_probability.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using Catch::Matchers::WithinRel;
using estimation::Crosstab;
using estimation::CrosstabTest;
using estimation::TestResult;
using test::ApiSurvey;

namespace {

std::vector<std::int32_t> groups_of(const std::vector<double>& codes) {
  std::vector<std::int32_t> groups;
  for (const double code : codes) groups.push_back(std::isnan(code) ? -1 : static_cast<std::int32_t>(code));
  return groups;
}

/// All tests of two group variables over all rows, by name.
class Tested {
 public:
  Tested(const ApiSurvey& survey, std::vector<std::int32_t> rows, std::vector<std::int32_t> columns,
         const estimation::EstimateSpec& spec = {}, const design::Replicates* made = nullptr)
      : rows_(std::move(rows)), columns_(std::move(columns)) {
    Crosstab crosstab;
    crosstab.variables = "a,b";
    crosstab.row_group = rows_;
    crosstab.column_group = columns_;
    crosstab.weight = survey.numbers("pw");
    for (std::size_t i = 0; i < estimation::kCrosstabTestNames.size(); ++i) {
      crosstab.tests.push_back(static_cast<CrosstabTest>(i));
    }
    estimation::LevelRows level{survey.design(), survey.order(), 0};
    level.made = made;
    for (auto& result : estimation::test_crosstab(level, crosstab, survey.breakdowns(), spec)) {
      by_name_.emplace(result.test, std::move(result));
    }
  }
  const TestResult& operator[](const std::string& name) const { return by_name_.at("crosstab-" + name); }

 private:
  std::vector<std::int32_t> rows_;
  std::vector<std::int32_t> columns_;
  std::map<std::string, TestResult> by_name_;
};

}  // namespace

TEST_CASE("crosstab tests of wide schools by type are R's golden numbers", "[reference][crosstab]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const Tested tests(survey, groups_of(survey.numbers("sch_wide")), groups_of(survey.numbers("stype_code")));
  CHECK_THAT(tests["f"].value, WithinRel(5.19336954147488, 1e-11));
  CHECK_THAT(tests["f"].df1, WithinRel(1.49463977770746, 1e-11));
  CHECK_THAT(tests["f"].df2, WithinRel(20.9249568879044, 1e-11));
  CHECK_THAT(tests["f"].p, WithinRel(0.0217474623707969, 1e-10));
  CHECK_THAT(tests["chisq"].p, WithinRel(0.00555326330311322, 1e-10));
  CHECK(tests["chisq"].df1 == 2);
  CHECK_THAT(tests["wald"].value, WithinRel(2.40105860060268, 1e-11));
  CHECK_THAT(tests["wald"].p, WithinRel(0.126896300602351, 1e-10));
  CHECK_THAT(tests["adjusted-wald"].value, WithinRel(2.22955441484534, 1e-11));
  CHECK_THAT(tests["adjusted-wald"].p, WithinRel(0.147057886901248, 1e-10));
  // R takes as many terms of the denominator as its df have whole ones, and calls this lincom too when the
  // package CompQuadForm is not installed.
  const double x = tests["saddlepoint"].value;
  const double df2 = tests["saddlepoint"].df2;
  const double sum = x / tests["f"].value;
  const double half = std::sqrt(2 * sum * sum / tests["f"].df1 - sum * sum);
  const std::vector<double> weights = {(sum + half) / 2, (sum - half) / 2};
  CHECK_THAT(numeric::weighted_f_saddlepoint(weights, 20, x * 20 / df2), WithinRel(0.0264411277096375, 1e-7));
  CHECK_THAT(tests["saddlepoint"].p, WithinRel(numeric::weighted_f_saddlepoint(weights, df2, x), 1e-9));
  CHECK_THAT(tests["lincom"].value, WithinRel(11.9408920807453, 1e-11));
  CHECK_THAT(tests["lincom"].p, WithinRel(tests["saddlepoint"].p, 0.25));
}

TEST_CASE("infinite degrees of freedom make the tests chi-squared ones", "[crosstab]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  estimation::EstimateSpec spec;
  spec.df.rule = estimation::DfRule::kInfinite;
  const Tested tests(survey, groups_of(survey.numbers("sch_wide")), groups_of(survey.numbers("stype_code")),
                     spec);
  CHECK(std::isinf(tests["wald"].df2));
  CHECK_THAT(tests["wald"].p, WithinRel(std::exp(-tests["wald"].value), 1e-12));
  CHECK(tests["adjusted-wald"].value == tests["wald"].value);
  CHECK(tests["lincom"].p < tests["f"].p * 2);
}

TEST_CASE("a table of one row or of no rows has a note and no figures", "[crosstab]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto types = groups_of(survey.numbers("stype_code"));
  const Tested one(survey, std::vector<std::int32_t>(types.size(), 0), types);
  CHECK(one["f"].notes == std::vector<std::string>{"one_category"});
  CHECK(std::isnan(one["f"].value));
  CHECK(std::isnan(one["f"].p));
  const Tested none(survey, std::vector<std::int32_t>(types.size(), -1), types);
  CHECK(none["wald"].notes == std::vector<std::string>{"empty_domain"});
}

TEST_CASE("a table with structural zeros is tested without them or has a note", "[crosstab]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  const auto types = groups_of(survey.numbers("stype_code"));
  const Tested same(survey, types, types);
  for (const char* name : {"f", "chisq", "wald", "adjusted-wald", "lincom", "saddlepoint"}) {
    CAPTURE(name);
    CHECK(same[name].notes.front() == "empty_cells=6");
    CHECK((std::isnan(same[name].p) == (same[name].notes.size() > 1)));
  }
}

TEST_CASE("the order of the categories does not change a test", "[crosstab]") {
  const ApiSurvey survey("apistrat.csv", "stype_code", {}, "fpc");
  auto wide = groups_of(survey.numbers("sch_wide"));
  std::vector<std::int32_t> thirds;
  for (const double meals : survey.numbers("meals")) thirds.push_back(meals < 30 ? 0 : (meals < 60 ? 1 : 2));
  const Tested before(survey, wide, thirds);
  for (auto& group : wide) group = 1 - group;
  for (auto& group : thirds) group = 2 - group;
  const Tested after(survey, thirds, wide);
  for (const char* name : {"f", "chisq", "wald", "adjusted-wald", "lincom", "saddlepoint"}) {
    CAPTURE(name);
    CHECK_THAT(after[name].p, WithinRel(before[name].p, 1e-9));
  }
}

TEST_CASE("a crosstab under jackknife replicates is R's", "[reference][crosstab]") {
  const ApiSurvey survey("apiclus1.csv", {}, "dnum", "fpc");
  design::MadeReplicatesSpec jackknife;
  jackknife.method = design::MakingMethod::kJk1;
  const auto made = design::make_replicates(survey.design(), jackknife);
  const Tested tests(survey, groups_of(survey.numbers("sch_wide")), groups_of(survey.numbers("stype_code")),
                     {}, &made);
  // as.svrepdesign(dclus1, type = "JK1"): totals are linear, so that Wald's is the linearised one.
  CHECK_THAT(tests["wald"].value, WithinRel(2.40105860060268, 1e-9));
  CHECK(tests["f"].value < 5);
}
