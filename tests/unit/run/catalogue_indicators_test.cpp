#include "program/run/catalogue_indicators.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "program/run/codes.hpp"
#include "program/run/study_file.hpp"
#include "questionnaires/codes.hpp"
#include "tests/unit/spec/fault.hpp"

namespace code = sondeo::code;
using sondeo::run::parse_study;
using sondeo::run::Study;
using sondeo::spec::Document;
using sondeo::test::argument;
using sondeo::test::fault_of;
using sondeo::test::underlined;

namespace {

const std::string kWomen =
    "[study]\nid = \"s\"\n[data.woman]\nfile = \"w.sav\"\n[map]\nage = \"EDAD\"\n"
    "[[construct]]\nid = \"ever_partnered\"\nlevel = \"woman\"\nexpr = \"P1 == 1\"\n"
    "[[construct]]\nid = \"ipv_physical_12m\"\nlevel = \"woman\"\nexpr = \"any(F1 == 1, F2 == 1)\"\n"
    "[[construct]]\nid = \"ipv_sexual_12m\"\nlevel = \"woman\"\nexpr = \"S1 == 1\"\npolicy = \"kleene\"\n"
    "[[disaggregation]]\nid = \"area\"\nlevel = \"woman\"\nexpr = \"AREA\"\n";
const std::string kAsk = "[estimate]\nindicators = \"5.2.1\"\n";

Study study_of(const std::string& text) { return parse_study(Document::parse(text, "s.toml")); }

std::vector<std::string> asked(const Study& study) {
  std::vector<std::string> ids;
  for (const auto& id : study.estimate.indicators) ids.push_back(id.text);
  return ids;
}

const sondeo::questionnaires::Indicator& indicator(const Study& study, const std::string& id) {
  const auto& all = study.instrument.indicators;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id.text == id; });
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("an id of the catalogue becomes the figures that the study's constructs allow", "[run]") {
  const Study study = study_of(kWomen + kAsk);
  CHECK(asked(study) == std::vector<std::string>{"5.2.1-physical", "5.2.1-sexual", "5.2.1-physical-or-sexual",
                                                 "5.2.1-physical-15-49", "5.2.1-sexual-15-49",
                                                 "5.2.1-physical-or-sexual-15-49"});
  CHECK(indicator(study, "5.2.1-physical").universe->text == "age >= 15 and ever_partnered");
  CHECK(indicator(study, "5.2.1-physical").level == "woman");
}

TEST_CASE("the forms that nothing is defined for are named in a warning, with what they need", "[run]") {
  const Study study = study_of(kWomen + kAsk);
  REQUIRE(study.findings.size() == 1);
  CHECK(study.findings[0].code == code::kCatalogueForms);
  CHECK(argument(study.findings[0], "forms") == "psychological, any");
  CHECK(argument(study.findings[0], "constructs") == "ipv_psychological_12m");
}

TEST_CASE("constructs that follow from others are added, the study's own get the catalogue's policy",
          "[run]") {
  const Study study = study_of(kWomen + kAsk);
  bool follows = false;
  for (const auto& each : study.instrument.constructs) {
    using sondeo::questionnaires::MissingPolicy;
    if (each.id.text == "ipv_physical_12m") CHECK(each.policy == MissingPolicy::kAnswered);
    if (each.id.text == "ipv_sexual_12m") CHECK(each.policy == MissingPolicy::kKleene);  // as the study says
    if (each.id.text == "ipv_physical_or_sexual_12m") {
      follows = true;
      CHECK(each.level == "woman");
      CHECK(each.expression.text == "ipv_physical_12m or ipv_sexual_12m");
    }
  }
  CHECK(follows);
}

TEST_CASE("disaggregations that must accompany a figure come along where the study has them", "[run]") {
  const Study with = study_of(kWomen + kAsk);
  REQUIRE(with.estimate.by.size() == 1);
  CHECK(with.estimate.by[0][0].text == "area");
  CHECK(study_of(kWomen + kAsk + "by = false\n").estimate.by.empty());
  CHECK(study_of(kWomen + kAsk + "by = [[\"region\"]]\n").estimate.by[0][0].text == "region");
}

TEST_CASE("a figure may be asked for alone, and lacks what it lacks", "[run]") {
  CHECK(asked(study_of(kWomen + "[estimate]\nindicators = \"5.2.1-sexual\"\n")) ==
        std::vector<std::string>{"5.2.1-sexual"});
  const auto fault =
      fault_of([] { (void)study_of(kWomen + "[estimate]\nindicators = \"5.2.1-psychological\"\n"); });
  CHECK(fault.code == code::kCatalogueMissing);
  CHECK(argument(fault, "constructs") == "ipv_psychological_12m");
  CHECK(underlined(fault) == "5.2.1-psychological");
}

TEST_CASE("an entry without any construct is refused with all that it needs", "[run]") {
  const auto fault = fault_of([] { (void)study_of(kWomen + "[estimate]\nindicators = \"16.5.1\"\n"); });
  CHECK(fault.code == code::kCatalogueMissing);
  CHECK(argument(fault, "constructs") == "contact_with_official_12m, paid_bribe_12m, asked_bribe_12m");
  CHECK(fault.next == "sondeo indicators 16.5.1");
}

TEST_CASE("an unknown id has the catalogue's among the nearest", "[run]") {
  const auto fault = fault_of([] { (void)study_of(kWomen + "[estimate]\nindicators = \"5.2.3\"\n"); });
  CHECK(fault.code == code::kStudyUnknownIndicator);
  CHECK(std::find(fault.similar.begin(), fault.similar.end(), "5.2.1") != fault.similar.end());
}

TEST_CASE("figures of ages that were not asked are left out", "[run]") {
  const std::string bound =
      "[[catalogue]]\nid = \"5.2.1\"\nages = [15, 49]\nweight = \"dv\"\n"
      "universe = \"selected == 1\"\n[weight]\nwoman = \"w\"\ndv = \"d\"\n";
  const Study study = study_of(kWomen + bound + kAsk);
  const std::vector<std::string> ids = asked(study);
  CHECK(ids == std::vector<std::string>{"5.2.1-physical-15-49", "5.2.1-sexual-15-49",
                                        "5.2.1-physical-or-sexual-15-49"});
  CHECK(indicator(study, ids[0]).weight->text == "dv");  // the module's, not the woman's
  CHECK(indicator(study, ids[0]).universe->text ==
        "(selected == 1) and (age between 15 and 49 and ever_partnered)");
  const auto fault =
      fault_of([&] { (void)study_of(kWomen + "[[catalogue]]\nid = \"5.2.1\"\nages = [60]\n" + kAsk); });
  CHECK(fault.code == code::kCatalogueMissing);  // the psychological forms lack more than ages
}

TEST_CASE("a binding to an unknown id is refused", "[run]") {
  const auto fault = fault_of([] { (void)study_of(kWomen + "[[catalogue]]\nid = \"5.2.9\"\n" + kAsk); });
  CHECK(fault.code == code::kCatalogueUnknown);
}

TEST_CASE("16.3.1 by incidents stays on the level of the incidents", "[run]") {
  const Study study = study_of(
      "[study]\nid = \"s\"\n[data.person]\nfile = \"p.sav\"\nkey = \"id\"\n"
      "[data.incident]\nfile = \"i.sav\"\nparent = \"person\"\nkey = \"id\"\n"
      "[weight]\nperson = \"w\"\nincident = \"wi\"\n"
      "[[construct]]\nid = \"incident_robbery\"\nlevel = \"incident\"\nexpr = \"t == 1\"\n"
      "[[construct]]\nid = \"incident_reported_police\"\nlevel = \"incident\"\nexpr = \"r == 1\"\n"
      "[estimate]\nindicators = \"16.3.1\"\n");
  CHECK(asked(study) == std::vector<std::string>{"16.3.1-robbery-incident-police"});
  CHECK(indicator(study, "16.3.1-robbery-incident-police").level == "incident");
}

TEST_CASE("a mean of percentages brings its parts", "[run]") {
  const Study study = study_of(
      "[study]\nid = \"s\"\n[data.person]\nfile = \"p.sav\"\n[map]\nage = \"a\"\npolitical_say = \"x\"\n"
      "political_influence = \"y\"\n[estimate]\nindicators = \"16.7.2-mean\"\n");
  CHECK(asked(study) == std::vector<std::string>{"16.7.2-inclusive", "16.7.2-responsive"});
  REQUIRE(study.derived.size() == 1);
  CHECK(study.derived[0].id.text == "16.7.2-mean");
}

TEST_CASE("an indicator of the study's own goes before the catalogue's", "[run]") {
  const Study study = study_of(kWomen +
                               "[[indicator]]\nid = \"5.2.1\"\nmeasure = \"proportion\"\nlevel = \"woman\"\n"
                               "numerator = \"P1 == 1\"\n" +
                               kAsk);
  CHECK(asked(study) == std::vector<std::string>{"5.2.1"});
}
