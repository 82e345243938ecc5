#include "reports/terminal.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "small_table.hpp"

using namespace sondeo::reports;  // NOLINT(google-build-using-namespace)

TEST_CASE("the printed table groups by indicator, total first, numbers rounded alike") {
  auto table = small_table();
  table.rows.at(1).estimate = 0.1234567;
  CHECK(write_terminal(table) ==
        "demo  2021\n"
        "strata: E   psu: U\n"
        "\n"
        "victim: Victims of violence  (proportion, fraction)\n"
        "  Area of residence  estimate      se    cv            ci 95%      n  notes\n"
        "  Total                0.1000  0.0086  8.6%  [0.0833, 0.1200]  1,237\n"
        "  Urbana, \"capital\"    0.1235  0.0086  8.6%  [0.0833, 0.1200]  1,237\n"
        "  =1+1                                                             0  empty_domain;df_strata\n");
}

TEST_CASE("headings are printed in the reader's words") {
  TerminalStyle style;
  style.word = [](const std::string& english) { return english == "Total" ? std::string("Suma") : english; };
  CHECK_THAT(write_terminal(small_table(), style), Catch::Matchers::Contains("  Suma"));
}

TEST_CASE("a total in the millions is printed with separators and without decimals") {
  auto table = small_table();
  for (auto& row : table.rows) {
    row.estimate = 11682055.65814;
    row.se = 263844.34;
  }
  const std::string text = write_terminal(table);
  CHECK_THAT(text, Catch::Matchers::Contains("11,682,056  263,844"));
}

TEST_CASE("each disaggregation is a block of its own and the total is printed once") {
  auto table = small_table();
  table.disaggregations.push_back({"sex", ""});
  for (auto& row : table.rows) {
    row.cell.push_back("");
    row.cell_labels.push_back("");
  }
  auto women = table.rows.at(1);
  women.cell = {"", "2"};
  women.cell_labels = {"", "Mujer"};
  table.rows.push_back(women);
  const std::string text = write_terminal(table);
  CHECK(text.find("Total") == text.rfind("Total"));
  CHECK_THAT(text, Catch::Matchers::Contains("\n\n  sex    estimate"));
  CHECK_THAT(text, Catch::Matchers::Contains("\n  Mujer    0.1000"));
}

TEST_CASE("labels with escape sequences are printed without them") {
  auto table = small_table();
  table.rows.at(1).cell_labels = {"\x1b]0;title\x07x"};
  CHECK(write_terminal(table).find('\x1b') == std::string::npos);
}

TEST_CASE("a minus sign is not shown on what rounds to zero") {
  CHECK(grouped(-0.0004, 2) == "0.00");
  CHECK(grouped(-1234.5, 1) == "-1,234.5");
  CHECK(grouped(999, 0) == "999");
  CHECK(grouped(1000000, 0) == "1,000,000");
}

TEST_CASE("tests are printed as a table of their own after the estimates") {
  const std::string text = write_terminal(table_with_tests());
  CHECK(text.substr(text.find("\nTests")) ==
        "\nTests\n"
        "  variables                test        statistic  value       df       p  notes\n"
        "  victim,area              crosstab-f  F           5.25  1.5, 21  0.0217\n"
        "  victim,area  area=Rural  crosstab-f  F                                  one_category\n");
}
