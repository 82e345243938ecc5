#include "reports/csv.hpp"

#include <charconv>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "reports/result_columns.hpp"
#include "small_table.hpp"

using namespace sondeo::reports;  // NOLINT(google-build-using-namespace)

TEST_CASE("the CSV header is that of the result table, disaggregations between unit and estimate") {
  const std::string csv = write_csv(small_table());
  CHECK(
      csv.substr(0, csv.find('\n')) ==
      "study,period,indicator,category,measure,unit,area,area_label,estimate,se,cv,ci_low,ci_high,level,"
      "interval,df,deff,n,n_events,n_victims,n_missing,missing_share,n_psu,n_strata,weight_sum,quality,note");
}

TEST_CASE("the columns that deff adds stand last") {
  auto table = small_table();
  table.with_deff = true;
  const std::string csv = write_csv(table);
  CHECK_THAT(csv.substr(0, csv.find('\n')), Catch::Matchers::EndsWith("quality,note,deff_wor,deft,n_eff"));
}

TEST_CASE("absent numbers are blank and codes of notes are joined by semicolons") {
  const std::string csv = write_csv(small_table());
  CHECK_THAT(
      csv,
      Catch::Matchers::EndsWith(
          "demo,2021,victim,,proportion,fraction,2,'=1+1,,,,,,0.95,,,,0,,,,,,,,,empty_domain;df_strata\n"));
}

TEST_CASE("a text with commas or quotes is quoted as in RFC 4180") {
  CHECK(csv_line({"a,b", "say \"x\"", "two\nlines", "plain"}) ==
        "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",plain\n");
}

TEST_CASE("a text that begins like a formula is disarmed, a negative number is not touched") {
  CHECK(csv_line({"=HYPERLINK(1)", "+x", "-x", "@x", "\tx"}) == "'=HYPERLINK(1),'+x,'-x,'@x,'\tx\n");
  CHECK(csv_line({"-3.5", "-1e-07", "-9", "-inf"}) == "-3.5,-1e-07,-9,'-inf\n");
}

TEST_CASE("every number reads back to the same double") {
  const std::vector<double> values = {
      0.1,    1.0 / 3.0, 11682055.65814,       1e300,
      5e-324, -0.0086,   123456789012345680.0, std::numeric_limits<double>::max()};
  for (const double value : values) {
    const std::string text = number_text(value);
    CAPTURE(text);
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    CHECK(back == value);
  }
  CHECK(number_text(1237) == "1237");
  CHECK(number_text(-0.0) == "0");
  CHECK(number_text(std::numeric_limits<double>::infinity()) == "inf");
}

TEST_CASE("tests are a CSV of their own, with the cells where they were done") {
  CHECK(write_tests_csv(table_with_tests()) ==
        "test,variables,area,area_label,statistic,value,df1,df2,p,p_adjusted,note\n"
        "crosstab-f,\"victim,area\",,,F,5.25,1.5,21,0.02174746,,\n"
        "crosstab-f,\"victim,area\",2,Rural,F,,,,,,one_category\n");
}

TEST_CASE("tests of the total alone have the columns of the design and no others") {
  auto table = table_with_tests();
  table.tests.pop_back();
  const std::string csv = write_tests_csv(table);
  CHECK(csv.substr(0, csv.find('\n')) == "test,variables,statistic,value,df1,df2,p,p_adjusted,note");
}

TEST_CASE("a run with tests and no estimates writes the tests as its CSV") {
  auto table = table_with_tests();
  CHECK(write_csv(table) == write_csv(small_table()));
  table.rows.clear();
  CHECK(write_csv(table) == write_tests_csv(table));
}
