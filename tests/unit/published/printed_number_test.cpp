#include "published/printed_number.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace sondeo::published;

namespace {

struct Printed {
  std::string text;
  char decimal;
  double value;
  int decimals;
  bool percent;
};

}  // namespace

TEST_CASE("a printed number keeps its value and its decimals, whatever parts its thousands") {
  const std::vector<Printed> all = {{"12.5", '.', 12.5, 1, false},
                                    {"12,50", ',', 12.5, 2, false},
                                    {"1,234.5", '.', 1234.5, 1, false},
                                    {"1.234,5", ',', 1234.5, 1, false},
                                    {"1 234 567", '.', 1234567, 0, false},
                                    {"1\xC2\xA0"
                                     "234,5",
                                     ',', 1234.5, 1, false},
                                    {"11'682'056", '.', 11682056, 0, false},
                                    {"12.5%", '.', 12.5, 1, true},
                                    {"12,5 %", ',', 12.5, 1, true},
                                    {".5", '.', 0.5, 1, false},
                                    {"12.5*", '.', 12.5, 1, false},
                                    {"12.5 **", '.', 12.5, 1, false},
                                    {"12.5 a/", '.', 12.5, 1, false},
                                    {"12.5 1/", '.', 12.5, 1, false},
                                    {"12.5\xC2\xB9", '.', 12.5, 1, false},
                                    {"12.5 (a)", '.', 12.5, 1, false},
                                    {"(12.5)", '.', 12.5, 1, false},
                                    {"-3.2", '.', -3.2, 1, false},
                                    {"\xE2\x88\x92"
                                     "3.2",
                                     '.', -3.2, 1, false},
                                    {"12.5[1]", '.', 12.5, 1, false}};
  for (const auto& each : all) {
    INFO(each.text);
    const PrintedCell cell = read_printed(each.text, each.decimal);
    REQUIRE(cell.meaning == CellMeaning::kNumber);
    CHECK(cell.numbers[0].value == Approx(each.value).epsilon(1e-15));
    CHECK(cell.numbers[0].decimals == each.decimals);
    CHECK(cell.numbers[0].percent == each.percent);
  }
}

TEST_CASE("what is no number is none: codes of dates, ages, words and figures parted wrongly") {
  for (const char* text :
       {"15-19", "65+", "12.5.3", "1,23,456", "12 34", "Norte", "12.5 (12)", "1e5", "--5", "5."}) {
    INFO(text);
    CHECK(read_printed(text, '.').meaning == CellMeaning::kText);
  }
}

TEST_CASE("a mark in place of a figure is a suppressed figure") {
  for (const char* text :
       {"*", "-", "\xE2\x80\x93", "...", "(..)", "nd", "n.d.", "N/A", "[c]", "**", " * "}) {
    INFO(text);
    CHECK(read_printed(text, '.').meaning == CellMeaning::kSuppressed);
  }
  CHECK(read_printed("  ", '.').meaning == CellMeaning::kBlank);
}

TEST_CASE("both ends of an interval may stand in one cell") {
  for (const auto& [text, decimal] : std::vector<std::pair<std::string, char>>{{"[5.0, 6.5]", '.'},
                                                                               {"5,0 - 6,5", ','},
                                                                               {"(5,0; 6,5)", ','},
                                                                               {"5.0\xE2\x80\x93"
                                                                                "6.5",
                                                                                '.'},
                                                                               {"[5,0-6,5]", ','}}) {
    INFO(text);
    const PrintedCell cell = read_printed(text, decimal);
    REQUIRE(cell.meaning == CellMeaning::kInterval);
    CHECK(cell.numbers[0].value == 5.0);
    CHECK(cell.numbers[1].value == 6.5);
  }
}

TEST_CASE("a decimal mark is evident, or not") {
  CHECK(decimal_evidence("12.5") == DecimalEvidence::kPoint);
  CHECK(decimal_evidence("12,5") == DecimalEvidence::kComma);
  CHECK(decimal_evidence("1,234.5") == DecimalEvidence::kPoint);
  CHECK(decimal_evidence("1.234.567") == DecimalEvidence::kComma);
  CHECK(decimal_evidence("0,123") == DecimalEvidence::kComma);
  CHECK(decimal_evidence("1,234") == DecimalEvidence::kEither);
  CHECK(decimal_evidence("Cuadro 5.12") == DecimalEvidence::kNone);
  CHECK(decimal_evidence("12") == DecimalEvidence::kNone);
}

TEST_CASE("a figure is what was printed when rounding gives it, ties both ways") {
  const PrintedNumber printed{9.7, 1, false};
  CHECK(printed.is_rounded(9.7382) == true);
  CHECK(printed.is_rounded(9.7500000001) == false);
  CHECK(printed.is_rounded(9.75) == true);  // a tie, as far as doubles tell
  CHECK(printed.is_rounded(9.65) == true);
  CHECK(printed.is_rounded(9.6499999) == false);
  CHECK(PrintedNumber{1234, 0, false}.is_rounded(1234.4999) == true);
}
