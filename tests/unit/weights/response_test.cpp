// AAPOR's outcome rates, by hand from the formulas of its Standard Definitions.
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/codes.hpp"
#include "engine/spec/document.hpp"
#include "tests/unit/spec/fault.hpp"
#include "weights/codes.hpp"
#include "weights/response_rates.hpp"
#include "weights/response_section.hpp"

using Catch::Matchers::WithinRel;
namespace code = sondeo::code;
using sondeo::test::fault_of;
using sondeo::weights::response_rates;

namespace {

std::vector<sondeo::weights::ResponseSpec> stages_of(const std::string& text) {
  const auto document = sondeo::spec::Document::parse(text, "s.toml");
  auto root = document.root();
  return sondeo::weights::read_response(root);
}

}  // namespace

TEST_CASE("outcome rates are those of AAPOR's formulas", "[weights][reference]") {
  // I 500, P 50, R 200, NC 100, O 50, UH 60, UO 40, ineligible 100: E = 900, U = 100, e = 900 / 1000.
  const auto rates = response_rates({500, 50, 200, 100, 50, 60, 40, 100}, {});
  const std::vector<double> expected{500.0 / 1000, 550.0 / 1000, 500.0 / 990, 550.0 / 990,
                                     500.0 / 900,  550.0 / 900,                             // RR1 to RR6
                                     500.0 / 800,  550.0 / 800,  500.0 / 750, 550.0 / 750,  // COOP1 to COOP4
                                     200.0 / 1000, 200.0 / 990,  200.0 / 900,               // REF1 to REF3
                                     800.0 / 1000, 800.0 / 990,  800.0 / 900};              // CON1 to CON3
  CHECK_THAT(rates.eligible_share, WithinRel(0.9, 1e-15));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(sondeo::weights::kResponseRateNames.at(i));
    CHECK_THAT(rates.values.at(i), WithinRel(expected[i], 1e-15));
  }
  CHECK_THAT(response_rates({500, 50, 200, 100, 50, 60, 40, 100}, 0.5).values[2],
             WithinRel(500.0 / 950, 1e-15));
}

TEST_CASE("rates without a denominator are absent", "[weights]") {
  const auto nobody = response_rates({}, {});
  for (const double rate : nobody.values) CHECK(std::isnan(rate));
  // All are unknown: nothing says how many of them are eligible.
  const auto unknown = response_rates({0, 0, 0, 0, 0, 10, 0, 0}, {});
  CHECK(unknown.values[0] == 0.0);
  CHECK(std::isnan(unknown.values[2]));
  CHECK(std::isnan(unknown.values[4]));
}

TEST_CASE("stages of response are read in their order", "[weights]") {
  const std::string outcome = "outcome = { variable = \"r\", interview = [1], refusal = [2] }\n";
  const std::string first = "[[response]]\nname = \"household\"\n" + outcome;
  const auto stages = stages_of(first + "[[response]]\nname = \"woman\"\nafter = \"household\"\n" + outcome);
  REQUIRE(stages.size() == 2);
  CHECK(stages[1].after->text == "household");
  CHECK(fault_of([&] { stages_of(first + "after = \"woman\"\n"); }).code == code::kResponseAfter);
  CHECK(fault_of([&] { stages_of(first + first); }).code == code::kResponseTwice);
  CHECK(fault_of([&] { stages_of("[[response]]\nname = \"w\"\n"); }).code == code::kSpecMissingKey);
}
