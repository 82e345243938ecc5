#include "reports/number_format.hpp"

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "reports/codes.hpp"

namespace sondeo::reports {

namespace {

constexpr const char* kNarrow = "\xE2\x80\xAF";  // U+202F
constexpr const char* kHard = "\xC2\xA0";        // U+00A0

}  // namespace

// What ICU 78 with CLDR 48 prints (reference, robustness 7), but that thousands are always grouped.
TEST_CASE("each country writes its decimal sign, its thousands and its percent sign") {
  const auto shown = [](const char* country) { return formatted(1234567.891, 3, number_format_of(country)); };
  for (const char* country : {"MEX", "GTM", "HND", "SLV", "NIC", "PAN", "DOM", "PER", "USA"}) {
    CHECK(shown(country) == "1,234,567.891");
  }
  for (const char* country : {"CHL", "COL", "ARG", "BRA", "ESP"}) CHECK(shown(country) == "1.234.567,891");
  CHECK(shown("CRI") == std::string("1") + kHard + "234" + kHard + "567,891");
  CHECK(shown("FRA") == std::string("1") + kNarrow + "234" + kNarrow + "567,891");
  CHECK(number_format_of("ESP").percent == std::string(kHard) + "%");
  CHECK(number_format_of("CHL").percent == "%");
}

TEST_CASE("columns are not ragged: four digits are grouped in Spain and Portugal too") {
  CHECK(formatted(1234.5, 1, number_format_of("ESP")) == "1.234,5");
  CHECK(formatted(1234.5, 1, number_format_of("PRT")) == std::string("1") + kHard + "234,5");
}

TEST_CASE("a country without a preset writes plainly, and so does none") {
  CHECK(formatted(-1234.5, 1, number_format_of("JPN")) == "-1,234.5");
  CHECK(formatted(999, 0, number_format_of("")) == "999");
  CHECK(formatted(-0.0001, 2, NumberFormat{}) == "0.00");
}

TEST_CASE("limits of an interval have a semicolon between them where the decimal sign is a comma") {
  CHECK(number_format_of("CHL").separator == ";");
  CHECK(number_format_of("MEX").separator == ",");
}

TEST_CASE("workbooks keep the reader's signs; only spaces between thousands are written out") {
  CHECK(number_pattern(2) == "#,##0.00");
  CHECK(number_pattern(0) == "#,##0");
  CHECK(fitted_pattern("#,##0.00", 1234, number_format_of("CHL")) == "#,##0.00");
  CHECK(fitted_pattern("0.0%", 0.5, number_format_of("CRI")) == "0.0%");
  const std::string space = std::string("\\") + kHard;
  CHECK(fitted_pattern("#,##0.0", 12, number_format_of("inegi")) ==
        "[>=1000000]#" + space + "000" + space + "000.0;[>=1000]#" + space + "000.0;0.0");
}

TEST_CASE("numbers below zero keep their sign and thousands of millions their spaces") {
  const auto format = number_format_of("CRI");
  const std::string thousands = std::string("\\") + kHard + "000";
  CHECK(fitted_pattern("#,##0.0", -5, format) == "0.0;\\-0.0");
  CHECK(fitted_pattern("#,##0", -1234.5, format) == "#" + thousands + ";\\-#" + thousands);
  CHECK(fitted_pattern("#,##0", 1e9, format) == "#" + thousands + thousands + thousands);
}

TEST_CASE("a mark of quality stands behind small numbers and large ones") {
  const std::string marked = with_mark("#,##0.0", "E");
  CHECK(marked == "#,##0.0\" E\"");
  const std::string space = std::string("\\") + kHard;
  CHECK(fitted_pattern(marked, 5000, number_format_of("inegi")) ==
        "[>=1000000]#" + space + "000" + space + "000.0\" E\";[>=1000]#" + space + "000.0\" E\";0.0\" E\"");
}

TEST_CASE("a format that is named is an institution's or a country's") {
  CHECK(named_number_format({"inegi", {}}).group == kHard);
  try {
    static_cast<void>(named_number_format({"MEXICO", {}}));
    FAIL("a format of that name");
  } catch (const Error& error) {
    CHECK(error.diagnostic().code == code::kNumberFormatUnknown);
    CHECK(error.diagnostic().similar.front() == "MEX");
  }
}

}  // namespace sondeo::reports
