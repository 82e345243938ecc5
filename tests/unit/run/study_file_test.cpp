#include "program/run/study_file.hpp"

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "engine/design/codes.hpp"
#include "engine/ingest/codes.hpp"
#include "engine/spec/codes.hpp"
#include "program/run/codes.hpp"
#include "questionnaires/codes.hpp"
#include "reports/codes.hpp"
#include "tests/unit/spec/fault.hpp"

namespace fs = std::filesystem;

namespace code = sondeo::code;
using sondeo::design::LonelyPsu;
using sondeo::estimation::DfRule;
using sondeo::run::parse_study;
using sondeo::run::read_study;
using sondeo::run::Study;
using sondeo::spec::Document;
using sondeo::test::argument;
using sondeo::test::fault_of;
using sondeo::test::underlined;

namespace {

const std::string kOneTable = "[study]\nid = \"s\"\n[data.woman]\nfile = \"w.sav\"\n";
const std::string kTwoTables =
    "[study]\nid = \"s\"\n[data.household]\nfile = \"h.sav\"\nkey = \"hh\"\n"
    "[data.incident]\nfile = \"i.sav\"\nparent = \"household\"\nkey = \"hh\"\n[weight]\nhousehold = \"w\"\n";

Study study_of(const std::string& text) { return parse_study(Document::parse(text, "s.toml")); }

sondeo::Diagnostic study_fault(const std::string& text) {
  return fault_of([&] { (void)study_of(text); });
}

}  // namespace

TEST_CASE("a study of four lines is a study", "[run]") {
  const Study study = study_of(kOneTable);
  CHECK(study.id == "s");
  REQUIRE(study.data.size() == 1);
  CHECK(study.data[0].level == "woman");
  CHECK(study.data[0].file.text == "w.sav");
  CHECK(study.design.lonely_psu == LonelyPsu::kFail);
  CHECK(study.estimate.level == 0.95);
  CHECK(study.estimate.df.rule == DfRule::kDomain);
}

TEST_CASE("a table's section is read whole", "[run]") {
  const Study study = study_of(
      "[study]\nid = \"s\"\n[data.h]\nfile = \"h.csv\"\nkey = [\"a\", \"b\"]\nwhere = \"x == 1\"\ndrop_rows "
      "= \"y\"\n"
      "missing = { V = [8, \"NS\"], W = { 9 = \"refused\" }, X = 7 }\n"
      "csv = { separator = \"\\t\", decimal = \",\", encoding = \"latin1\" }\n"
      "[[data.h.join]]\nfile = \"j.csv\"\nkey = [\"c\", \"d\"]\n");
  const auto& data = study.data.front();
  CHECK(data.key[1].text == "b");
  CHECK(data.where->text == "x == 1");
  CHECK(data.drop_rows->text == "y");
  REQUIRE(data.missing.size() == 3);
  CHECK(std::get<double>(data.missing[0].codes[0].first) == 8.0);
  CHECK(std::get<std::string>(data.missing[0].codes[1].first) == "NS");
  CHECK(data.missing[0].codes[0].second == sondeo::Missing::kOther);
  CHECK(data.missing[1].codes[0].second == sondeo::Missing::kRefused);
  CHECK(std::get<double>(data.missing[2].codes[0].first) == 7.0);
  REQUIRE(data.joins.size() == 1);
  CHECK(data.joins[0].key[0].text == "c");
  CHECK(data.dialect->separator == '\t');
  CHECK(data.dialect->quote == '"');
  CHECK(data.dialect->decimal == ',');
  CHECK(data.encoding == "latin1");
}

TEST_CASE("the design is read from one text or a list", "[run]") {
  const Study study = study_of(
      kOneTable +
      "[design]\nstrata = [\"dpto\", \"area\"]\npsu = \"upm\"\nfpc = \"N\"\nlonely_psu = \"adjust\"\n"
      "[weight]\nwoman = { variable = \"FAC\", where = \"sel == 1\" }\nhousehold = \"FH * 2\"\n");
  REQUIRE(study.design.strata.size() == 2);
  CHECK(study.design.strata[1].text == "area");
  CHECK(study.design.psu->text == "upm");
  CHECK(study.design.fpc->text == "N");
  CHECK(study.design.lonely_psu == LonelyPsu::kAdjust);
  REQUIRE(study.weights.size() == 2);
  CHECK(study.weights[0].role == "woman");
  CHECK(study.weights[0].where->text == "sel == 1");
  CHECK(study.weights[1].expression.text == "FH * 2");
  CHECK(study_of(kOneTable + "[design]\nstrata = \"s\"\n").design.strata.size() == 1);
}

TEST_CASE("the estimates asked for are read", "[run]") {
  const auto estimate =
      study_of(kOneTable +
               "[[indicator]]\nid = \"n\"\nmeasure = \"total\"\nnumerator = \"1\"\n[estimate]\n"
               "indicators = [\"n\"]\nby = [[\"a\"], [\"a\", \"b\"]]\nlevel = 0.9\ndf = \"inf\"\n"
               "interval = { proportion = \"wald\", other = \"log\" }\nvariance = \"linearization\"\n")
          .estimate;
  CHECK(estimate.indicators[0].text == "n");
  REQUIRE(estimate.by.size() == 2);
  CHECK(estimate.by[1][1].text == "b");
  CHECK(estimate.level == 0.9);
  CHECK(estimate.proportion_interval == sondeo::estimation::ProportionInterval::kWald);
  CHECK(estimate.other_interval == sondeo::estimation::OtherInterval::kLog);
  CHECK(estimate.df.rule == DfRule::kInfinite);
  const auto given = study_of(kOneTable + "[estimate]\ndf = 12\n").estimate.df;
  CHECK(given.rule == DfRule::kGiven);
  CHECK(given.given == 12.0);
}

TEST_CASE("every interval of proportions that is computed may be named in a study", "[run]") {
  for (const std::string_view word : sondeo::estimation::kProportionIntervalNames) {
    CAPTURE(word);
    const std::string line = "[estimate]\ninterval = { proportion = \"" + std::string(word) + "\" }\n";
    const auto interval = study_of(kOneTable + line).estimate.proportion_interval;
    CHECK(sondeo::estimation::kProportionIntervalNames[static_cast<std::size_t>(interval)] == word);
  }
}

TEST_CASE("the interval of quantiles may be named in a study", "[run]") {
  const auto interval = [](const std::string& word) {
    const std::string line = "[estimate]\ninterval = { quantile = \"" + word + "\" }\n";
    return study_of(kOneTable + line).estimate.quantile_interval;
  };
  CHECK(interval("beta") == sondeo::estimation::QuantileInterval::kBeta);
  CHECK(interval("arcsine") == sondeo::estimation::QuantileInterval::kArcsine);
  CHECK(study_of(kOneTable).estimate.quantile_interval == sondeo::estimation::QuantileInterval::kWald);
}

TEST_CASE("stages hold strata, id and fpc of each, the first like the keys of a single one", "[run]") {
  const auto design =
      study_of(kOneTable +
               "[design]\nstages = [{ id = \"upm\", strata = [\"dpto\", \"area\"], fpc = \"N\" }, "
               "{ id = \"viv\", strata = \"s2\", fpc = \"M\" }, {}]\nultimate_cluster = true\n"
               "certainty = \"sr == 1\"\ndomain_lonely = true\n")
          .design;
  CHECK(design.psu->text == "upm");
  CHECK(design.strata.size() == 2);
  CHECK(design.fpc->text == "N");
  REQUIRE(design.later_stages.size() == 2);
  CHECK(design.later_stages[0].id->text == "viv");
  CHECK(design.later_stages[0].strata.front().text == "s2");
  CHECK(design.later_stages[0].fpc->text == "M");
  CHECK_FALSE(design.later_stages[1].id);
  CHECK(design.ultimate_cluster);
  CHECK(design.certainty->text == "sr == 1");
  CHECK(design.domain_lonely);
}

TEST_CASE("strata to be merged are read with the rule for what is left", "[run]") {
  const auto design =
      study_of(kOneTable +
               "[design]\nstrata = [\"dpto\", \"area\"]\nlonely_psu = { collapse = [\"dpto\"], "
               "merge = [[\"1/2\", \"1/3\"]], map = \"m.csv\", otherwise = \"adjust\" }\n")
          .design;
  REQUIRE(design.collapse);
  CHECK(design.collapse->within.front().text == "dpto");
  CHECK(design.collapse->merges.front().into.text == "1/3");
  CHECK(design.collapse->map->text == "m.csv");
  CHECK(design.lonely_psu == LonelyPsu::kAdjust);
  const auto code = [](const std::string& value) {
    return study_fault(kOneTable + "[design]\nlonely_psu = " + value + "\n").code;
  };
  CHECK(code("{ merge = [[\"1\", \"2\", \"3\"]] }") == code::kCollapseForm);
  CHECK(code("{ otherwise = \"adjust\" }") == code::kCollapseForm);
}

TEST_CASE("stages that say something twice or lack an id are refused", "[run][message]") {
  const auto code = [](const std::string& lines) {
    return study_fault(kOneTable + "[design]\n" + lines).code;
  };
  CHECK(code("psu = \"upm\"\nstages = [{ id = \"upm\" }]\n") == code::kStagesAndKeys);
  CHECK(code("stages = [{}, { id = \"viv\" }]\n") == code::kStageNeedsId);
  CHECK(code("stages = []\n") == code::kSpecEmptyList);
  CHECK(code("stages = [{ psu = \"upm\" }]\n") == code::kSpecUnknownKey);
}

TEST_CASE("a declared calibration has its margins and whose weight it is", "[run]") {
  const Study study = study_of(kTwoTables +
                               "[weight.calibrated]\nmargins = [{ by = [\"sex\", \"age\"] }, "
                               "{ variable = \"size\" }]\npartition = \"region\"\nlevel = \"household\"\n");
  REQUIRE(study.weights.size() == 1);
  CHECK(study.weights[0].role == "household");
  REQUIRE(study.calibrated.size() == 1);
  const auto& calibrated = study.calibrated[0];
  REQUIRE(calibrated.margins.size() == 2);
  CHECK(calibrated.margins[0].by[1].text == "age");
  CHECK(calibrated.margins[1].variable->text == "size");
  CHECK(calibrated.partition[0].text == "region");
  CHECK(study_of(kTwoTables + "[[weight.calibrated]]\nmargins = [{ by = \"a\" }]\n"
                              "[[weight.calibrated]]\nmargins = [{ by = \"b\" }]\n")
            .calibrated.size() == 2);
}

TEST_CASE("a declared calibration that cannot be is refused where it stands", "[run][message]") {
  const auto code = [](const std::string& lines) {
    return study_fault(kTwoTables + "[weight.calibrated]\n" + lines).code;
  };
  CHECK(code("margins = [{ by = \"a\", variable = \"b\" }]\n") == code::kMarginForm);
  CHECK(code("margins = [{}]\n") == code::kMarginForm);
  CHECK(code("margins = [{ by = \"a\" }]\nweight = \"woman\"\n") == code::kStudyUnknownRole);
  CHECK(code("margins = [{ by = \"a\" }]\ncarried_by = \"woman\"\n") == code::kStudyUnknownRole);
  CHECK(code("margins = [{ by = \"a\" }]\nlevel = \"woman\"\n") == code::kStudyUnknownLevel);
  CHECK(code("weight = \"household\"\n") == code::kSpecMissingKey);
}

TEST_CASE("what this version does not compute is refused by name", "[run][message]") {
  const auto key = [](const std::string& lines) {
    const auto fault = study_fault(kOneTable + lines);
    CHECK(fault.code == code::kSpecNotComputedYet);
    CHECK(fault.exit_code() == 3);
    return argument(fault, "key");
  };
  CHECK(key("[[weighting]]\nstep = \"replicates\"\n") == "weighting.step = \"replicates\"");
  CHECK(key("[estimate]\nvariance = \"acs\"\n") == "estimate.variance = \"acs\"");
}

TEST_CASE("a table that prints nothing and thresholds that protect nothing are refused", "[run][message]") {
  CHECK(study_fault(kOneTable + "[[table]]\nnumber = \"1\"\nindicators = [\"a\"]\n").code ==
        code::kTableNothing);
  CHECK(study_fault(kOneTable + "[[table]]\nnumber = \"1\"\nrows = \"a\"\n").code == code::kTableIndicators);
  CHECK(study_fault(kOneTable + "[disclosure]\nminimum_cases = 0\n").code == code::kDisclosureNothing);
  CHECK(study_fault(kOneTable + "[disclosure]\nminimum_cases = -1\n").code == code::kSpecNotBetween);
}

TEST_CASE("a wrong word brings the nearest right one", "[run][message]") {
  const auto nearest = [](const std::string& lines) {
    const auto fault = study_fault(kOneTable + lines);
    CHECK(fault.code == code::kSpecUnknownWord);
    return fault.similar.empty() ? std::string() : fault.similar.front();
  };
  CHECK(nearest("[design]\nlonely_psu = \"adjsut\"\n") == "adjust");
  CHECK(nearest("[estimate]\ndf = \"desing\"\n") == "design");
  CHECK(nearest("[estimate]\ninterval = { proportion = \"logi\" }\n") == "logit");
  CHECK(nearest("[estimate]\ninterval = { other = \"logs\" }\n") == "log");
  CHECK(nearest("[estimate]\nvariance = \"linearisation\"\n") == "linearization");
}

TEST_CASE("values out of their bounds are refused", "[run][message]") {
  CHECK(study_fault(kOneTable + "[estimate]\nlevel = 95\n").code == code::kSpecNotInside);
  CHECK(study_fault(kOneTable + "[estimate]\ndf = 0\n").code == code::kSpecNotPositive);
  CHECK(study_fault(kOneTable + "[estimate]\nby = [\"a\"]\n").code == code::kSpecWrongType);
  CHECK(study_fault(kOneTable + "csv = { separator = \";;\" }\n").code == code::kSpecOneCharacter);
}

TEST_CASE("unknown keys and sections are errors at their place", "[run][message]") {
  const auto fault = study_fault(kOneTable + "fiel = \"x\"\n");
  CHECK(fault.code == code::kSpecUnknownKey);
  CHECK(argument(fault, "section") == "data.woman");
  CHECK(fault.similar == std::vector<std::string>{"file"});
  CHECK(fault.place->source == "s.toml");
  CHECK(fault.place->line == 5);
  CHECK(study_fault(kOneTable + "[estimates]\n").similar == std::vector<std::string>{"estimate"});
  CHECK(study_fault(kOneTable + "[weight]\nwoman = { varible = \"w\" }\n").code == code::kSpecMissingKey);
  CHECK(study_fault("[data.d]\nfile = \"x\"\n").code == code::kSpecMissingSection);
  CHECK(study_fault("[study]\nid = \"s\"\n").code == code::kStudyNoData);
  CHECK(study_fault("schema = \"sondeo-study/2\"\n" + kOneTable).code == code::kSpecSchema);
}

TEST_CASE("a parent must be a level of the study", "[run][message]") {
  const auto fault = study_fault(
      "[study]\nid = \"s\"\n[data.household]\nfile = \"h\"\nkey = \"k\"\n"
      "[data.incident]\nfile = \"i\"\nkey = \"k\"\nparent = \"houshold\"\n");
  CHECK(fault.code == code::kStudyUnknownLevel);
  CHECK(argument(fault, "key") == "data.incident.parent");
  CHECK(fault.similar == std::vector<std::string>{"household"});
  CHECK(underlined(fault) == "houshold");
}

TEST_CASE("parents that go round are refused", "[run][message]") {
  const auto level = [](const std::string& name, const std::string& parent) {
    return "[data." + name + "]\nfile = \"f\"\nkey = \"k\"\nparent = \"" + parent + "\"\n";
  };
  const std::string study = "[study]\nid = \"s\"\n";
  CHECK(study_fault(study + level("a", "a")).code == code::kStudyParentCycle);
  CHECK(study_fault(study + level("a", "b") + level("b", "a")).code == code::kStudyParentCycle);
  CHECK(study_fault(study + level("a", "b") + level("b", "c") + level("c", "b")).code ==
        code::kStudyParentCycle);
}

TEST_CASE("keys are there and fit wherever tables meet", "[run][message]") {
  const std::string study = "[study]\nid = \"s\"\n[data.h]\nfile = \"h\"\n";
  const std::string child = "[data.i]\nfile = \"i\"\nparent = \"h\"\nkey = [\"a\", \"b\"]\n";
  const auto needed = study_fault(study + child);
  CHECK(needed.code == code::kStudyKeyNeeded);
  CHECK(argument(needed, "level") == "h");
  const auto count = study_fault(study + "key = \"a\"\n" + child);
  CHECK(count.code == code::kStudyKeyCount);
  CHECK(argument(count, "level") == "i");
  CHECK(argument(count, "count") == "2");
  CHECK(argument(count, "other") == "h");
  CHECK(argument(count, "expected") == "1");
  CHECK(count.place->line == 9);
  CHECK(study_fault(study + "[[data.h.join]]\nfile = \"j\"\nkey = \"a\"\n").code == code::kStudyKeyNeeded);
  CHECK(study_fault(study + "key = [\"a\", \"b\"]\n[[data.h.join]]\nfile = \"j\"\nkey = \"a\"\n").code ==
        code::kStudyKeyCount);
}

TEST_CASE("with several tables every part names its level", "[run][message]") {
  const auto fault = study_fault(kTwoTables + "[[construct]]\nid = \"c\"\nexpr = \"x\"\n");
  CHECK(fault.code == code::kStudyLevelNeeded);
  CHECK(argument(fault, "id") == "c");
  CHECK(argument(fault, "known") == "household, incident");
  CHECK(
      study_fault(kTwoTables + "[[construct]]\nid = \"c\"\nexpr = \"x\"\nlevel = \"incidents\"\n").similar ==
      std::vector<std::string>{"incident"});
  CHECK(study_fault(kTwoTables + "[map]\nitem = \"V\"\n").code == code::kMapLevelNeeded);
  CHECK(study_fault(kTwoTables + "[map.woman]\nitem = \"V\"\n").code == code::kStudyUnknownLevel);
  const Study study = study_of(kTwoTables + "[map.incident]\nitem = \"V\"\n");
  REQUIRE(study.maps.size() == 1);
  CHECK(study.maps[0].level == "incident");
  CHECK(study.maps[0].variables[0].second.text == "V");
}

TEST_CASE("an indicator's level, events and roles are the study's", "[run][message]") {
  const auto indicator = [](const std::string& lines) {
    return kTwoTables + "[[indicator]]\nid = \"r\"\nmeasure = \"rate\"\nlevel = \"household\"\n" + lines;
  };
  CHECK_NOTHROW(study_of(indicator("events = \"incident\"\nweight = \"household\"\n")));
  CHECK(study_fault(indicator("events = \"crime\"\n")).code == code::kStudyUnknownLevel);
  CHECK(study_fault(indicator("events = \"household\"\n")).code == code::kStudyEventsNotChild);
  const auto role = study_fault(indicator("events = \"incident\"\nevent_weight = \"houshold\"\n"));
  CHECK(role.code == code::kStudyUnknownRole);
  CHECK(argument(role, "key") == "indicator.event_weight");
  CHECK(role.similar == std::vector<std::string>{"household"});
}

TEST_CASE("an indicator to estimate exists", "[run][message]") {
  const auto fault = study_fault(kOneTable +
                                 "[[indicator]]\nid = \"women\"\nmeasure = \"total\"\nnumerator = \"1\"\n"
                                 "[estimate]\nindicators = [\"woman\"]\n");
  CHECK(fault.code == code::kStudyUnknownIndicator);
  CHECK(fault.similar == std::vector<std::string>{"women"});
  CHECK(underlined(fault) == "woman");
}

TEST_CASE("the example study is read whole", "[run]") {
  const fs::path shared = fs::path(SONDEO_SOURCE_DIR) / ".." / "shared";
  const fs::path file = shared / "examples/ncvs-2021.toml";
  const fs::path data = shared / "data/ncvs-2021";
  if (!fs::exists(file) || !fs::exists(data)) {
    WARN("skipped: " << file << " or its data are absent");
    return;
  }
  const Study study = read_study(file, data);
  CHECK(study.country == "USA");
  REQUIRE(study.data.size() == 2);
  CHECK(study.data[1].parent->text == "household");
  CHECK(study.weights[1].expression.text == "WGTVICCY * series_weight");
  CHECK(study.instrument.constructs.size() == 3);
  REQUIRE(study.instrument.indicators.size() == 5);
  CHECK(study.instrument.indicators[0].per == 1000.0);
  CHECK(study.estimate.indicators.size() == 5);
}
