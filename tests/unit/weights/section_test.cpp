// The [[weighting]] section: what is read, and what is refused with its place.
#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/codes.hpp"
#include "tests/unit/spec/fault.hpp"
#include "tests/unit/weights/step_run.hpp"
#include "weights/codes.hpp"

namespace code = sondeo::code;
using sondeo::test::fault_of;
using sondeo::test::step_of;

namespace {

sondeo::Diagnostic fault(const std::string& lines) {
  return fault_of([&] { static_cast<void>(step_of(lines)); });
}

const std::string kStatus = "status = { variable = \"r\", respondent = [1], nonrespondent = [2] }\n";

}  // namespace

TEST_CASE("a step is read with its role, rows and name", "[weights]") {
  const auto step = step_of(
      "step = \"nonresponse\"\nrole = \"woman\"\nlevel = \"person\"\nwhere = \"selected == 1\"\n"
      "name = \"refusals\"\nclasses = [\"region\", \"area\"]\ncollapse = \"region\"\nminimum_cases = 30\n" +
      kStatus);
  CHECK(step.name == "refusals");
  REQUIRE(step.role);
  CHECK(step.role->text == "woman");
  REQUIRE(step.where);
  const auto& method = std::get<sondeo::weights::NonresponseStep>(step.method);
  CHECK(method.rule.minimum_cases == 30);
  CHECK(method.collapse.front().text == "region");
  CHECK(sondeo::weights::variables_of(step).size() == 3);
  CHECK(step_of("step = \"trim\"\niqr = 3\n").name == "trim");
}

TEST_CASE("steps that do not exist, or not yet, are refused by name", "[weights][message]") {
  CHECK(fault("step = \"trimm\"\n").code == code::kSpecUnknownWord);
  CHECK(fault("step = \"trimm\"\n").similar == std::vector<std::string>{"trim"});
  CHECK(fault("step = \"replicates\"\n").code == code::kSpecNotComputedYet);
  CHECK(fault("step = \"trim\"\niqr = 3\nredistribute = \"recalibrate\"\nby = [\"a\"]\n").code ==
        code::kSpecUnknownKey);
  CHECK(fault("role = \"woman\"\n").code == code::kSpecMissingKey);
}

TEST_CASE("a key that a step would not use is refused", "[weights][message]") {
  CHECK(fault("step = \"trim\"\niqr = 3\nclasses = [\"a\"]\n").code == code::kSpecUnknownKey);
  CHECK(fault("step = \"base\"\nprobabilities = [\"p\"]\neligible_cap = 3\n").code == code::kSpecUnknownKey);
  CHECK(fault("step = \"nonresponse\"\ncollapse = [\"a\"]\n" + kStatus).code == code::kSpecUnknownKey);
  const std::string inverse = "propensity = { variables = [\"x\"], use = \"inverse\" }\n";
  CHECK(fault("step = \"nonresponse\"\nminimum_cases = 9\n" + inverse + kStatus).code ==
        code::kSpecUnknownKey);
}

TEST_CASE("steps that say too little, or the same twice, are refused", "[weights][message]") {
  CHECK(fault("step = \"base\"\n").code == code::kWeightingBaseEmpty);
  CHECK(fault("step = \"base\"\neligible = \"n\"\nnormalise = \"sum\"\n").code == code::kNormaliseBaseSum);
  CHECK(fault("step = \"trim\"\n").code == code::kTrimOneRule);
  CHECK(fault("step = \"trim\"\niqr = 3\nbounds = [1, 2]\n").code == code::kTrimOneRule);
  CHECK(fault("step = \"trim\"\nbounds = [2, 1]\n").code == code::kTrimBoundsForm);
  CHECK(fault("step = \"trim\"\nbounds = [2]\n").code == code::kTrimBoundsForm);
  CHECK(fault("step = \"trim\"\niqr = -1\n").code == code::kSpecNotPositive);
  CHECK(fault("step = \"normalise\"\nto = 0\n").code == code::kSpecNotPositive);
  CHECK(fault("step = \"nonresponse\"\nclasses = [\"a\"]\ncollapse = [\"b\"]\n" + kStatus).code ==
        code::kWeightingCollapseOrder);
  const auto twice =
      fault("step = \"nonresponse\"\nstatus = { variable = \"r\", respondent = [1], nonrespondent = [1] }\n");
  CHECK(twice.code == code::kStatusCodeTwice);
  CHECK(fault("step = \"nonresponse\"\nstatus = { variable = \"r\" }\n").code == code::kSpecMissingKey);
  CHECK(fault("step = \"nonresponse\"\ncap = 0.5\n" + kStatus).code == code::kSpecNotBetween);
}
