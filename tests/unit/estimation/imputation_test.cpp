// Result tables of completed data sets combined: which rows are the same estimate, and what becomes of those
// that cannot be combined. The figures of combined rows against R are in tests/reference/imputation.py.
#include "engine/estimation/imputation.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/codes.hpp"
#include "engine/numeric/distribution.hpp"
#include "engine/numeric/tail_probability.hpp"

using Catch::Matchers::WithinRel;
using namespace sondeo::estimation;  // NOLINT(google-build-using-namespace): names of the table
using Notes = std::vector<std::string>;

namespace {

Estimate row(const std::string& category, double estimate, double se) {
  Estimate made;
  made.indicator = "x";
  made.measure = "mean";
  made.category = category;
  made.cell = {""};
  made.cell_labels = {""};
  made.estimate = estimate;
  made.se = se;
  made.cv = se / estimate;
  made.interval = "wald";
  made.df = 14;
  made.ci_low = estimate - 2 * se;
  made.ci_high = estimate + 2 * se;
  made.deff = 2;
  made.n = 100;
  return made;
}

Estimate share(const std::string& category, double estimate, double se) {
  Estimate made = row(category, estimate, se);
  made.measure = "proportion";
  made.interval = "logit";
  return made;
}

/// A category that no case has: as the estimator writes it.
Estimate no_share(const std::string& category, double high) {
  Estimate made = share(category, 0, 0);
  made.cv = kAbsent;
  made.deff = kAbsent;
  made.interval = "clopper-pearson";
  made.ci_low = 0;
  made.ci_high = high;
  made.notes = {"p_zero", "deff_used=1"};
  return made;
}

EstimateTable table(std::vector<Estimate> rows) {
  EstimateTable made;
  made.disaggregations = {{"area", ""}};
  made.design.facts = {{"n_psu", "15"}};
  made.rows = std::move(rows);
  return made;
}

EstimateTable combined(const std::vector<EstimateTable>& tables) {
  return combine_implicates(tables, {}, ImputationDf::kBarnardRubin);
}

double t_of(double df) { return sondeo::numeric::t_quantile(0.975, df); }

}  // namespace

TEST_CASE("a combined row has the error, df and interval of Rubin's rules, and deff from the mean variance") {
  const auto result = combined({table({row("", 10, 2)}), table({row("", 12, 2)})});
  REQUIRE(result.rows.size() == 1);
  const auto& mean = result.rows[0];
  CHECK(result.with_fmi);
  CHECK(mean.estimate == 11);
  CHECK_THAT(mean.se, WithinRel(std::sqrt(4 + 1.5 * 2), 1e-15));
  CHECK_THAT(mean.cv, WithinRel(mean.se / 11, 1e-15));
  CHECK_THAT(mean.deff, WithinRel(7.0 / 2, 1e-15));  // each data set: 4 / deff 2 = 2 under random sampling
  CHECK_THAT(mean.ci_low, WithinRel(11 - t_of(mean.df) * mean.se, 1e-14));
  CHECK(mean.notes.empty());
}

TEST_CASE("rows that are the same in every data set stay as they are") {
  const auto result = combined({table({no_share("1", 0.04)}), table({no_share("1", 0.04)})});
  CHECK(result.rows[0].interval == "clopper-pearson");
  CHECK(result.rows[0].ci_high == 0.04);
  CHECK(result.rows[0].df == 14);
  CHECK(result.rows[0].fmi == 0);
  CHECK(result.rows[0].notes == Notes{"p_zero", "deff_used=1"});
}

TEST_CASE("a share of 0 in every data set has the widest of their intervals") {
  const auto result = combined({table({no_share("1", 0.04)}), table({no_share("1", 0.05)})});
  CHECK(result.rows[0].estimate == 0);
  CHECK(result.rows[0].ci_high == 0.05);
  CHECK(result.rows[0].notes == Notes{"p_zero", "deff_used=1"});
}

TEST_CASE("a share of 0 in some data sets is combined like any other, by the method of the rest") {
  const auto result = combined({table({no_share("1", 0.04)}), table({share("1", 0.02, 0.01)})});
  const auto& found = result.rows[0];
  CHECK(found.estimate == 0.01);
  CHECK(found.interval == "logit");
  CHECK(found.ci_low > 0);
  CHECK(found.notes.empty());
}

TEST_CASE("a category that a data set lacks is a share of 0 there") {
  const auto result =
      combined({table({share("1", 0.96, 0.01), share("2", 0.04, 0.01)}), table({share("1", 1, 0)})});
  REQUIRE(result.rows.size() == 2);
  CHECK(result.rows[1].category == "2");
  CHECK(result.rows[1].estimate == 0.02);
  CHECK_THAT(result.rows[1].se, WithinRel(std::sqrt(0.0001 / 2 + 1.5 * 0.0008), 1e-14));
}

TEST_CASE("any other row that not all data sets have has no figures and says so, in its place") {
  const auto result = combined({table({row("1", 10, 2), row("3", 30, 2)}),
                                table({row("1", 11, 2), row("2", 20, 2), row("3", 31, 2)})});
  REQUIRE(result.rows.size() == 3);
  CHECK(result.rows[1].category == "2");
  CHECK(std::isnan(result.rows[1].estimate));
  CHECK(result.rows[1].notes == Notes{"implicates_used=1/2"});
  CHECK(result.rows[2].estimate == 30.5);
}

TEST_CASE("a row without error in one data set has none, and keeps the note that says why") {
  Estimate without = row("", 12, kAbsent);
  without.cv = without.ci_low = without.ci_high = without.df = kAbsent;
  without.notes = {"all_strata_lonely"};
  const auto result = combined({table({row("", 10, 2)}), table({without})});
  CHECK(result.rows[0].estimate == 11);
  CHECK(std::isnan(result.rows[0].se));
  CHECK(result.rows[0].notes == Notes{"all_strata_lonely"});
}

TEST_CASE("means of counts that differ are noted, and of numbered notes the worst is kept") {
  Estimate first = row("", 10, 2);
  first.notes = {"df_strata", "replicates_used=48/50", "replicates_needed=100"};
  Estimate second = row("", 11, 2);
  second.n = 103;
  second.notes = {"replicates_used=46/50", "replicates_needed=90"};
  const auto result = combined({table({first}), table({second})});
  CHECK(result.rows[0].n == 101.5);
  CHECK(result.rows[0].notes ==
        Notes{"df_strata", "replicates_used=46/50", "replicates_needed=100", "n_varies"});
}

TEST_CASE("a combined limit below 0 of what cannot be negative turns the indicator to the log scale") {
  std::vector<EstimateTable> tables = {table({row("1", 1, 0.6), row("2", 9, 1)}),
                                       table({row("1", 1.2, 0.6), row("2", 8, 1)})};
  CHECK(combined(tables).rows[0].ci_low < 0);
  for (auto& each : tables) {
    for (auto& of : each.rows) of.never_negative = true;
  }
  const auto result = combined(tables);
  for (const auto& found : result.rows) {
    CHECK(found.interval == "log");
    CHECK(found.ci_low > 0);
    CHECK(found.notes == Notes{"log_interval"});
  }
}

TEST_CASE("the interval of a combined quantile is Wald's") {
  Estimate first = row("p0.5", 10, 2);
  first.measure = "quantile";
  first.interval = "woodruff-logit";
  Estimate second = first;
  second.estimate = 12;
  CHECK(combined({table({first}), table({second})}).rows[0].interval == "wald");
}

TEST_CASE("t tests are done again with the combined estimate, p values of a family adjusted again") {
  const auto with_test = [](double estimate) {
    EstimateTable made = table({row("1", estimate, 1), row("2", estimate + 1, 1)});
    for (std::size_t i = 0; i < 2; ++i) {
      TestResult test;
      test.test = "difference";
      test.hypothesis = Hypothesis{0.5, i, 3, PAdjustment::kBonferroni};
      made.tests.push_back(test);
    }
    TestResult joint;
    joint.test = "wald-model";
    made.tests.push_back(joint);
    return made;
  };
  const auto result = combined({with_test(2), with_test(3)});
  REQUIRE(result.tests.size() == 2);
  const auto& first = result.rows[0];
  CHECK_THAT(result.tests[0].value, WithinRel((2.5 - 0.5) / first.se, 1e-15));
  CHECK(result.tests[0].df1 == first.df);
  CHECK(result.tests[0].p == sondeo::numeric::t_two_sided(result.tests[0].value, first.df));
  CHECK(result.tests[0].p_adjusted == std::min(1.0, 2 * result.tests[0].p));
}

TEST_CASE("designs that differ between data sets are an error that names the fact and the data set") {
  EstimateTable other = table({row("", 10, 2)});
  other.design.facts[0].second = "14";
  try {
    static_cast<void>(combined({table({row("", 10, 2)}), other}));
    FAIL("no error");
  } catch (const sondeo::Error& error) {
    CHECK(error.diagnostic().code == sondeo::code::kImputationDesign);
    CHECK(error.diagnostic().arguments[0].value == "n_psu");
    CHECK(error.diagnostic().arguments[3].value == "2");
  }
}

TEST_CASE("a model whose terms differ between data sets is an error") {
  ModelResult first;
  first.model = "y ~ x";
  first.coefficients.resize(2);
  first.coefficients[0].term = "(intercept)";
  ModelResult second = first;
  second.coefficients[1].term = "x";
  const std::vector<const ModelResult*> fits = {&first, &second};
  CHECK_THROWS_AS(combine_models(fits, ImputationDf::kBarnardRubin), sondeo::Error);
}
