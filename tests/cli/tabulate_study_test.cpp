#include "program/cli/tabulate_study.hpp"

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"

using namespace sondeo;       // NOLINT(google-build-using-namespace)
using namespace sondeo::cli;  // NOLINT(google-build-using-namespace)
using questionnaires::Measure;

namespace {

run::Study study(std::vector<std::string> flags) {
  flags.insert(flags.begin(), {"tabulate", "f.sav"});
  return study_from_flags(CommandLine::parse(flags));
}

Code fault(const std::vector<std::string>& flags) {
  try {
    study(flags);
  } catch (const Error& error) {
    return error.diagnostic().code;
  }
  FAIL("no error");
  return {};
}

}  // namespace

TEST_CASE("the flags of the design become a design") {
  const auto made = study({"--mean", "x", "--weight", "w / 1e6", "--strata", "a,b", "--psu", "p", "--fpc",
                           "N", "--lonely-psu", "average"});
  REQUIRE(made.design.strata.size() == 2);
  CHECK(made.design.strata.at(1).text == "b");
  CHECK(made.design.psu->text == "p");
  CHECK(made.design.fpc->text == "N");
  CHECK(made.design.lonely_psu == design::LonelyPsu::kAverage);
  REQUIRE(made.weights.size() == 1);
  CHECK(made.weights.front().expression.text == "w / 1e6");
  CHECK(made.data.front().file.text == "f.sav");
}

TEST_CASE("a ratio is split at its one division outside parentheses") {
  const auto made = study({"--ratio", "rate = sum(a[1-2])/(b / c)"});
  const auto& indicator = made.instrument.indicators.front();
  CHECK(indicator.id.text == "rate");
  CHECK(indicator.measure == Measure::kRatio);
  CHECK(indicator.numerator->text == "sum(a[1-2])");
  CHECK(indicator.denominator->text == "(b / c)");
  CHECK(indicator.denominator->place.column == 20);
  CHECK(fault({"--ratio", "a/b/c"}) == code::kFlagRatioForm);
  CHECK(fault({"--ratio", "a/"}) == code::kFlagRatioForm);
}

TEST_CASE("a quantile takes its probabilities and rule from their flags") {
  const auto made = study({"--quantile", "x", "--quantile", "z = 2 * y", "--probs", ".1, .9",
                           "--quantile-rule", "hf7", "--quantile-interval", "beta"});
  REQUIRE(made.instrument.indicators.size() == 2);
  const auto& indicator = made.instrument.indicators.at(1);
  CHECK(indicator.measure == Measure::kQuantile);
  CHECK(indicator.id.text == "z");
  CHECK(indicator.numerator->text == "2 * y");
  CHECK(indicator.probabilities == std::vector<double>{0.1, 0.9});
  CHECK(indicator.rule == estimation::QuantileRule::kHf7);
  CHECK(made.estimate.quantile_interval == estimation::QuantileInterval::kBeta);
  CHECK(study({"--quantile", "x"}).instrument.indicators.front().probabilities == std::vector<double>{0.5});
  CHECK(fault({"--quantile", "x", "--probs", "0,0.5"}) == code::kFlagNotBetween);
  CHECK(fault({"--quantile", "x", "--probs", "half"}) == code::kFlagNotNumber);
  CHECK(fault({"--mean", "x", "--probs", "0.5"}) == code::kFlagAlone);
  CHECK(fault({"--mean", "x", "--quantile-rule", "hf7"}) == code::kFlagAlone);
}

TEST_CASE("a share takes its amount from its flag") {
  const auto made = study({"--share", "who", "--share-of", "cost"});
  const auto& indicator = made.instrument.indicators.front();
  CHECK(indicator.measure == Measure::kShare);
  CHECK(indicator.id.text == "who");
  CHECK(indicator.categories->text == "who");
  CHECK(indicator.numerator->text == "cost");
  CHECK_FALSE(study({"--share", "who"}).instrument.indicators.front().numerator);
  CHECK(fault({"--mean", "x", "--share-of", "cost"}) == code::kFlagAlone);
}

TEST_CASE("percent concerns shares only") {
  const auto made = study({"--proportion", "v", "--mean", "x", "--percent"});
  CHECK(made.instrument.indicators.at(0).per == 100);
  CHECK(made.instrument.indicators.at(1).per == 1);
  CHECK(fault({"--mean", "x", "--percent"}) == code::kPercentUnused);
}

TEST_CASE("the condition holds for every indicator and keeps its place") {
  const auto made = study({"--proportion", "v", "--mean", "x", "--where", " sex == 2"});
  for (const auto& indicator : made.instrument.indicators) {
    REQUIRE(indicator.universe);
    CHECK(indicator.universe->text == "sex == 2");
    CHECK(indicator.universe->place.source == "--where");
    CHECK(indicator.universe->place.column == 2);
  }
}

TEST_CASE("missing codes are numbers where they can be") {
  const auto made = study({"--mean", "x", "--missing", "x=8,9", "--missing", "t=NS,9"});
  const auto& missing = made.data.front().missing;
  REQUIRE(missing.size() == 2);
  CHECK(std::get<double>(missing.at(0).codes.at(1).first) == 9);
  CHECK(missing.at(0).codes.at(1).second == Missing::kOther);
  CHECK(std::get<std::string>(missing.at(1).codes.at(0).first) == "NS");
  CHECK(fault({"--mean", "x", "--missing", "x"}) == code::kFlagMissingForm);
  CHECK(fault({"--mean", "x", "--missing", "=8"}) == code::kFlagMissingForm);
}

TEST_CASE("degrees of freedom are a rule or a positive number") {
  CHECK(study({"--mean", "x", "--df", "inf"}).estimate.df.rule == estimation::DfRule::kInfinite);
  CHECK(study({"--mean", "x", "--df", "209"}).estimate.df.given == 209);
  CHECK(fault({"--mean", "x", "--df", "0"}) == code::kFlagNotPositive);
  CHECK(fault({"--mean", "x", "--df", "domains"}) == code::kFlagWord);
}
