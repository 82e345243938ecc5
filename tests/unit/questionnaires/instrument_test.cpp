#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "engine/expression/codes.hpp"
#include "engine/spec/codes.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/instrument_file.hpp"
#include "questionnaires/texts.hpp"
#include "tests/unit/spec/fault.hpp"

namespace code = sondeo::code;
using sondeo::Missing;
using sondeo::Written;
using sondeo::questionnaires::AnswerCode;
using sondeo::questionnaires::expand_item_ids;
using sondeo::questionnaires::Instrument;
using sondeo::questionnaires::Measure;
using sondeo::questionnaires::MissingPolicy;
using sondeo::questionnaires::read_instrument;
using sondeo::questionnaires::text_in;
using sondeo::spec::Document;
using sondeo::test::argument;
using sondeo::test::fault_of;
using sondeo::test::underlined;

namespace {

const std::string kHeading = "[instrument]\nid = \"x\"\n";

Instrument instrument_of(const std::string& parts) {
  return read_instrument(Document::parse(kHeading + parts, "i.toml"));
}

sondeo::Diagnostic instrument_fault(const std::string& parts) {
  return fault_of([&] { (void)instrument_of(parts); });
}

Written written(const std::string& text) {
  return {text, {sondeo::Origin::kStudy, "i.toml", 3, 7, text.size(), ""}};
}

}  // namespace

TEST_CASE("an item keeps its codes, reasons and texts", "[questionnaires]") {
  const auto items =
      instrument_of(
          "[[item]]\nid = \"p612\"\nlevel = \"woman\"\nsection = \"partner\"\n"
          "label = { es = \"Le conto\", en = \"Told\" }\n"
          "codes = { 2 = \"No\", 1 = { es = \"Si\", en = \"Yes\" }, \"01\" = \"Text\" }\n"
          "missing = { 9 = \"refused\", 8 = \"dont_know\", \".a\" = \"not_asked\" }\nuniverse = \"u\"\n")
          .items;
  REQUIRE(items.size() == 1);
  CHECK(items[0].level == "woman");
  CHECK(items[0].section == "partner");
  REQUIRE(items[0].codes.size() == 3);
  CHECK(items[0].codes[0].first == AnswerCode(2.0));
  CHECK(items[0].codes[1].second.at("en") == "Yes");
  CHECK(items[0].codes[2].first == AnswerCode(std::string("01")));
  REQUIRE(items[0].missing.size() == 3);
  CHECK(items[0].missing[0].second == Missing::kRefused);
  CHECK(items[0].missing[2].first == AnswerCode(std::string(".a")));
  CHECK(items[0].universe->text == "u");
}

TEST_CASE("a construct has a policy only when the file names one", "[questionnaires]") {
  const auto constructs =
      instrument_of(
          "[[construct]]\nid = \"a\"\nexpr = \"any(f[01-06] in {1})\"\npolicy = \"dhs_zero\"\n"
          "min_answered = 0.5\n[[construct]]\nid = \"b\"\nexpr = \"age >= 15\"\n")
          .constructs;
  REQUIRE(constructs.size() == 2);
  CHECK(constructs[0].policy == MissingPolicy::kDhsZero);
  CHECK(constructs[0].min_answered == 0.5);
  CHECK_FALSE(constructs[1].policy.has_value());
  CHECK(constructs[1].min_answered == 0.8);
  CHECK(constructs[1].expression.place.line == 10);
  CHECK(constructs[1].expression.place.column == 9);
}

TEST_CASE("an unknown policy, measure, severity or reason brings the nearest word",
          "[questionnaires][message]") {
  const auto policy = instrument_fault("[[construct]]\nid = \"a\"\nexpr = \"x\"\npolicy = \"klene\"\n");
  CHECK(policy.code == code::kSpecUnknownWord);
  CHECK(policy.similar == std::vector<std::string>{"kleene"});
  CHECK(policy.place->line == 6);
  CHECK(underlined(policy) == "klene");
  const auto measure =
      instrument_fault("[[indicator]]\nid = \"a\"\nmeasure = \"proportoin\"\nnumerator = \"x\"\n");
  CHECK(measure.similar == std::vector<std::string>{"proportion"});
  CHECK(argument(measure, "allowed") ==
        "proportion, mean, total, ratio, rate, share, quantile, multiple, cdf");
  CHECK(instrument_fault("[[check]]\nid = \"a\"\nrule = \"x\"\nseverity = \"eror\"\n").similar ==
        std::vector<std::string>{"error"});
  CHECK(instrument_fault("[[item]]\nid = \"a\"\nmissing = { 9 = \"refuse\" }\n").similar ==
        std::vector<std::string>{"refused"});
  CHECK(instrument_fault("[[disaggregation]]\nid = \"a\"\nexpr = \"x\"\napplies_to = \"events\"\n").similar ==
        std::vector<std::string>{"event"});
}

TEST_CASE("a distribution function has points, ascending and each once", "[questionnaires]") {
  const std::string heading = "[[indicator]]\nid = \"a\"\nmeasure = \"cdf\"\nnumerator = \"income\"\n";
  const auto cdf = instrument_of(heading + "at = [300, 100, 300]\n").indicators.front();
  CHECK(cdf.measure == Measure::kCdf);
  CHECK(cdf.points == std::vector<double>{100, 300});
  CHECK(instrument_fault(heading).code == code::kIndicatorKeyNeeded);
  const auto fault =
      instrument_fault("[[indicator]]\nid = \"a\"\nmeasure = \"mean\"\nnumerator = \"x\"\nat = [1]\n");
  CHECK(fault.code == code::kIndicatorKeyUnused);
}

TEST_CASE("a multiple answer is a share of cases, or of responses", "[questionnaires]") {
  const std::string heading = "[[indicator]]\nid = \"a\"\nmeasure = \"multiple\"\nnumerator = \"p[1-3]\"\n";
  CHECK_FALSE(instrument_of(heading).indicators.front().of_responses);
  CHECK(instrument_of(heading + "base = \"responses\"\n").indicators.front().of_responses);
  CHECK(instrument_fault(heading + "base = \"response\"\n").similar.front() == "responses");
  CHECK(instrument_fault(heading + "denominator = \"y\"\n").code == code::kIndicatorKeyUnused);
}

TEST_CASE("a quantile has probabilities and a rule, the median by hf1 without them", "[questionnaires]") {
  const std::string heading = "[[indicator]]\nid = \"a\"\nmeasure = \"quantile\"\nnumerator = \"income\"\n";
  const auto plain = instrument_of(heading).indicators.front();
  CHECK(plain.measure == Measure::kQuantile);
  CHECK(plain.probabilities == std::vector<double>{0.5});
  CHECK_FALSE(plain.rule);
  const auto full = instrument_of(heading + "probs = [0.25, 0.9]\nrule = \"school\"\n").indicators.front();
  CHECK(full.probabilities == std::vector<double>{0.25, 0.9});
  CHECK(full.rule == sondeo::estimation::QuantileRule::kHf2);
  CHECK(instrument_fault(heading + "probs = [0.5, 1]\n").code == code::kSpecNotInside);
  CHECK(instrument_fault(heading + "rule = \"hf10\"\n").code == code::kSpecUnknownWord);
}

TEST_CASE("a share has categories, and no other measure has what belongs to shares and quantiles",
          "[questionnaires][message]") {
  const auto heading = [](const std::string& measure) {
    return "[[indicator]]\nid = \"a\"\nmeasure = \"" + measure + "\"\n";
  };
  const auto share = instrument_of(heading("share") + "categories = \"who\"\n").indicators.front();
  CHECK(share.categories->text == "who");
  CHECK_FALSE(share.numerator);
  CHECK(instrument_fault(heading("share") + "numerator = \"x\"\n").code == code::kIndicatorKeyNeeded);
  const auto unused = [&](const std::string& measure, const std::string& line) {
    const auto fault = instrument_fault(heading(measure) + "numerator = \"x\"\n" + line);
    CHECK(fault.code == code::kIndicatorKeyUnused);
    return argument(fault, "key");
  };
  CHECK(unused("mean", "probs = [0.5]\n") == "probs");
  CHECK(unused("mean", "rule = \"hf1\"\n") == "rule");
  CHECK(unused("mean", "categories = \"who\"\n") == "categories");
  CHECK(unused("quantile", "denominator = \"true\"\n") == "denominator");
  CHECK(unused("share", "categories = \"who\"\ndenominator = \"true\"\n") == "denominator");
}

TEST_CASE("an id used twice is an error that names the first line", "[questionnaires][message]") {
  const auto fault = instrument_fault("[[item]]\nid = \"f[01-06]\"\n[[item]]\nid = \"f04\"\n");
  CHECK(fault.code == code::kInstrumentDuplicateId);
  CHECK(argument(fault, "id") == "f04");
  CHECK(argument(fault, "line") == "4");
  CHECK(argument(fault, "section") == "item");
  CHECK(fault.place->line == 6);
  CHECK(underlined(fault) == "f04");
  const std::string construct = "[[construct]]\nid = \"a\"\nexpr = \"x\"\n";
  CHECK(instrument_fault(construct + construct).code == code::kInstrumentDuplicateId);
  CHECK(instrument_fault("[[item]]\nid = \"a\"\n" + construct).code == code::kInstrumentDuplicateId);
  const std::string check = "[[check]]\nid = \"a\"\nrule = \"x\"\n";
  CHECK(instrument_fault(check + check).code == code::kInstrumentDuplicateId);
  const std::string split = "[[disaggregation]]\nid = \"a\"\nexpr = \"x\"\n";
  CHECK(instrument_fault(split + split).code == code::kInstrumentDuplicateId);
  const std::string total = "[[indicator]]\nid = \"a\"\nmeasure = \"total\"\nnumerator = \"1\"\n";
  CHECK(instrument_fault(total + total).code == code::kInstrumentDuplicateId);
}

TEST_CASE("the same id may stand at two levels", "[questionnaires]") {
  CHECK_NOTHROW(instrument_of(
      "[[item]]\nid = \"age\"\nlevel = \"woman\"\n[[item]]\nid = \"age\"\nlevel = \"child\"\n"));
}

TEST_CASE("an item's pattern spells its ids", "[questionnaires]") {
  CHECK(expand_item_ids(written("f[01-03]")) == std::vector<std::string>{"f01", "f02", "f03"});
  CHECK(expand_item_ids(written("q[9-10]_[a-b]")) ==
        std::vector<std::string>{"q9_a", "q9_b", "q10_a", "q10_b"});
  CHECK(expand_item_ids(written("x[1,3-4]z")) == std::vector<std::string>{"x1z", "x3z", "x4z"});
  CHECK(expand_item_ids(written("union")) == std::vector<std::string>{"union"});
}

TEST_CASE("a pattern that spells nothing is refused where it fails", "[questionnaires][message]") {
  const auto column = [](const std::string& id) {
    const auto fault = fault_of([&] { (void)expand_item_ids(written(id)); });
    CHECK(fault.code == code::kItemPattern);
    return fault.place->column;
  };
  CHECK(column("P8_*") == 10);
  CHECK(column("f[06-01]") == 9);
  CHECK(column("f[01-06") == 8);
  CHECK(column("f[]") == 9);
  CHECK(column("f[1-2,]") == 13);
  CHECK(column("f[a-3]") == 9);
  CHECK(fault_of([] { (void)expand_item_ids(written("f[1-999][1-999]")); }).code == code::kPatternSize);
}

TEST_CASE("an indicator has what its measure needs and nothing that it would ignore",
          "[questionnaires][message]") {
  const auto indicator = [](const std::string& lines) { return "[[indicator]]\nid = \"a\"\n" + lines; };
  const auto needed = instrument_fault(indicator("measure = \"ratio\"\nnumerator = \"x\"\n"));
  CHECK(needed.code == code::kIndicatorKeyNeeded);
  CHECK(argument(needed, "key") == "denominator");
  CHECK(underlined(needed) == "a");
  CHECK(instrument_fault(indicator("measure = \"mean\"\n")).code == code::kIndicatorKeyNeeded);
  CHECK(instrument_fault(indicator("measure = \"total\"\n")).code == code::kIndicatorKeyNeeded);
  CHECK_NOTHROW(instrument_of(indicator("measure = \"total\"\nevents = \"incident\"\n")));
  const auto unused =
      instrument_fault(indicator("measure = \"mean\"\nnumerator = \"x\"\ndenominator = \"y\"\n"));
  CHECK(unused.code == code::kIndicatorKeyUnused);
  CHECK(unused.place->line == 7);
  CHECK(instrument_fault(indicator("measure = \"proportion\"\nnumerator = \"x\"\nevents = \"y\"\n")).code ==
        code::kIndicatorKeyUnused);
  CHECK(instrument_fault(indicator("measure = \"total\"\nnumerator = \"1\"\nevent_weight = \"w\"\n")).code ==
        code::kIndicatorKeyUnused);
  CHECK(instrument_fault(indicator("measure = \"total\"\nnumerator = \"1\"\nper = 0\n")).code ==
        code::kSpecNotPositive);
}

TEST_CASE("an indicator's constant stays a text", "[questionnaires]") {
  const auto indicators =
      instrument_of(
          "[[indicator]]\nid = \"m\"\nmeasure = \"rate\"\nnumerator = \"1\"\ndenominator = \"true\"\n")
          .indicators;
  CHECK(indicators[0].numerator->text == "1");
  CHECK(indicators[0].denominator->text == "true");
  CHECK(indicators[0].per == 1.0);
}

TEST_CASE("a misspelt key of a part is an error", "[questionnaires][message]") {
  const auto fault = instrument_fault("[[construct]]\nid = \"a\"\nexpr = \"x\"\npolcy = \"kleene\"\n");
  CHECK(fault.code == code::kSpecUnknownKey);
  CHECK(fault.similar == std::vector<std::string>{"policy"});
  CHECK(instrument_fault("[[constructs]]\nid = \"a\"\n").code == code::kSpecUnknownSection);
  CHECK(fault_of([] { (void)read_instrument(Document::parse("[[item]]\nid = \"a\"\n", "i")); }).code ==
        code::kSpecMissingSection);
  CHECK(fault_of([] {
          (void)read_instrument(Document::parse("schema = \"sondeo-instrument/2\"\n", "i"));
        }).code == code::kSpecSchema);
}

TEST_CASE("the example instrument is read whole", "[questionnaires]") {
  const std::filesystem::path file = "/work/shared/examples/vaw-instrument.toml";
  if (!std::filesystem::exists(file)) return;
  const Instrument instrument = read_instrument(file);
  CHECK(instrument.id == "vaw-example");
  CHECK(instrument.languages == std::vector<std::string>{"es", "en"});
  REQUIRE(instrument.items.size() == 3);
  CHECK(expand_item_ids(instrument.items[1].id).back() == "f06");
  CHECK(instrument.constructs.size() == 3);
  REQUIRE(instrument.disaggregations.size() == 1);
  CHECK(instrument.disaggregations[0].labels.size() == 8);
  CHECK(instrument.disaggregations[0].sdmx_codes[7].second == "Y_GE50");
  REQUIRE(instrument.indicators.size() == 1);
  CHECK(instrument.indicators[0].measure == Measure::kProportion);
  CHECK(instrument.indicators[0].per == 100.0);
  CHECK(instrument.indicators[0].sdg_series == "VC_VAW_MARR");
  REQUIRE(instrument.checks.size() == 1);
  CHECK(instrument.checks[0].is_error);
}

TEST_CASE("a text falls back from country to language to none to English", "[questionnaires]") {
  CHECK(text_in({{"es", "s"}, {"es-MX", "m"}, {"en", "e"}}, "es-MX") == "m");
  CHECK(text_in({{"es", "s"}, {"en", "e"}}, "es-MX") == "s");
  CHECK(text_in({{"", "n"}, {"en", "e"}}, "es") == "n");
  CHECK(text_in({{"de", "d"}, {"en", "e"}}, "es") == "e");
  CHECK(text_in({{"de", "d"}}, "es") == "d");
  CHECK(text_in({}, "es").empty());
}
