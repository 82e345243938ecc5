#include "questionnaires/catalogue.hpp"

#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "engine/estimation/derived_expression.hpp"
#include "engine/expression/written_names.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/instrument_file.hpp"
#include "questionnaires/library.hpp"
#include "tests/unit/spec/fault.hpp"

namespace code = sondeo::code;
using sondeo::Written;
using namespace sondeo::questionnaires;  // NOLINT(google-build-using-namespace)
using sondeo::test::fault_of;

namespace {

std::set<std::string> names_of(const Written& expression) {
  std::set<std::string> names;
  for (const auto& name : sondeo::expression::written_names(sondeo::expression::parse(expression))) {
    names.insert(std::get<std::string>(name));
  }
  return names;
}

const CatalogueFigure& figure(const std::string& id) {
  const CatalogueEntry* entry = find_entry_of_figure(id);
  REQUIRE(entry != nullptr);
  for (const auto& each : entry->figures) {
    if (each.indicator.id.text == id) return each;
  }
  FAIL("a function, not a figure");
  return entry->figures.front();
}

bool has_both(const Texts& texts) { return texts.contains("es") && texts.contains("en"); }

}  // namespace

TEST_CASE("the catalogue has every indicator that it promises", "[questionnaires]") {
  for (const char* id :
       {"5.2.1",  "5.2.2",  "5.3.1",  "5.3.2",  "5.6.1",        "5.b.1",        "11.7.2",
        "16.1.3", "16.1.4", "16.2.1", "16.2.3", "16.3.1",       "16.3.3",       "16.5.1",
        "16.6.2", "16.7.2", "16.b.1", "10.3.1", "ipv-lifetime", "ipv-economic", "victimization"}) {
    CAPTURE(id);
    CHECK(find_catalogue_entry(id) != nullptr);
  }
  CHECK(find_catalogue_entry("10.3.1") == find_catalogue_entry("16.b.1"));
  CHECK(find_catalogue_entry("5.2") == nullptr);
}

TEST_CASE("every text of the catalogue is in Spanish and in English", "[questionnaires]") {
  for (const auto& entry : catalogue()) {
    CAPTURE(entry.id);
    for (const Texts* texts : {&entry.title, &entry.universe, &entry.denominator, &entry.numerator,
                               &entry.period, &entry.missing}) {
      CHECK(has_both(*texts));
    }
    for (const auto& text : entry.pitfalls) CHECK(has_both(text));
    for (const auto& text : entry.open) CHECK(has_both(text));
    for (const auto& each : entry.constructs) CHECK(has_both(each.meaning));
    for (const auto& each : entry.figures) CHECK(has_both(each.indicator.label));
    for (const auto& each : entry.derived) CHECK(has_both(each.label));
    CHECK(!entry.source.empty());
  }
}

TEST_CASE("figures are made of constructs that their entry declares", "[questionnaires]") {
  std::set<std::string> figures;
  for (const auto& entry : catalogue()) {
    std::set<std::string> constructs;
    for (const auto& each : entry.constructs) constructs.insert(each.id.text);
    const auto check = [&](const Written& expression) {
      CAPTURE(entry.id, expression.text);
      for (const auto& name : names_of(expression)) CHECK(constructs.contains(name));
    };
    for (const auto& each : entry.constructs) {
      if (each.expression) check(*each.expression);
    }
    std::set<std::string> own;
    for (const auto& each : entry.figures) {
      const auto& indicator = each.indicator;
      for (const auto* part : {&indicator.numerator, &indicator.denominator, &indicator.universe}) {
        if (*part) check(**part);
      }
      CHECK(figures.insert(indicator.id.text).second);
      own.insert(indicator.id.text);
    }
    for (const auto& each : entry.derived) {
      CHECK(figures.insert(each.id.text).second);
      const auto expression = sondeo::estimation::parse_derived(each.expression);
      for (const auto& reference : expression.references()) {
        CHECK(own.contains(reference.indicator.text));
      }
    }
  }
}

TEST_CASE("a construct that follows from others follows in the same way in every entry", "[questionnaires]") {
  std::map<std::string, std::string> expressions;
  for (const auto& entry : catalogue()) {
    for (const auto& each : entry.constructs) {
      const std::string text = each.expression ? each.expression->text : "";
      const auto [known, fresh] = expressions.try_emplace(each.id.text, text);
      CAPTURE(entry.id, each.id.text);
      if (!fresh) CHECK(known->second == text);
    }
  }
}

TEST_CASE("5.2.1: five figures of ever-partnered women, each of 15 and over and of 15 to 49",
          "[questionnaires]") {
  const CatalogueEntry* entry = find_catalogue_entry("5.2.1");
  REQUIRE(entry->figures.size() == 10);
  for (const auto& each : entry->figures) {
    CAPTURE(each.indicator.id.text);
    CHECK(names_of(*each.indicator.universe).contains("ever_partnered"));
    CHECK(each.indicator.per == 100);
    const bool young = each.indicator.id.text.ends_with("15-49");
    CHECK(each.ages->to.has_value() == young);
    for (const auto& [dimension, code] : each.sdmx) {
      if (dimension == "AGE") CHECK(code == (young ? "Y15T49" : "Y_GE15"));  // never Y_GE15 for 15-49
    }
  }
  CHECK(figure("5.2.1-physical-or-sexual").indicator.sdg_series == "VC_VAW_MARR");
  CHECK(figure("5.2.1-any").indicator.sdg_series.empty());
}

TEST_CASE("5.2.2: all women, not only those who had a partner; no series for 15 to 49", "[questionnaires]") {
  CHECK(names_of(*figure("5.2.2-sexual").indicator.universe) == std::set<std::string>{"age"});
  CHECK(figure("5.2.2-sexual").indicator.sdg_series == "VC_VAW_NONMARR");
  CHECK(figure("5.2.2-sexual-15-49").indicator.sdg_series.empty());
}

TEST_CASE("16.1.4: the official figure keeps every respondent, the companion has no series",
          "[questionnaires]") {
  const auto& official = figure("16.1.4-after-dark").indicator;
  CHECK(!official.denominator.has_value());
  const CatalogueEntry* entry = find_catalogue_entry("16.1.4");
  for (const auto& each : entry->constructs) {
    if (each.id.text == "feels_safe_after_dark") CHECK(each.policy == MissingPolicy::kExplicitTotal);
  }
  CHECK(figure("16.1.4-after-dark-companion").indicator.sdg_series.empty());
}

TEST_CASE("16.3.1: police figures alone bear the police series", "[questionnaires]") {
  for (const auto& each : find_catalogue_entry("16.3.1")->figures) {
    CAPTURE(each.indicator.id.text);
    CHECK(each.indicator.sdg_series.empty() == !each.indicator.id.text.ends_with("police"));
  }
  CHECK(figure("16.3.1-physical-assault-any-police").indicator.sdg_series == "VC_PRR_PHYV");
  CHECK(figure("16.3.1-physical-last-police").indicator.sdg_series == "VC_PRR_PHY_VIO");
}

TEST_CASE("16.6.2 and 16.7.2 are means of percentages, each with its own base", "[questionnaires]") {
  const auto& entry = *find_catalogue_entry("16.6.2");
  CHECK(entry.derived.size() == 4);
  for (const auto& each : entry.derived) {
    CHECK(sondeo::estimation::parse_derived(each.expression).references().size() == 5);
  }
  CHECK(find_catalogue_entry("16.7.2")->derived.front().id.text == "16.7.2-mean");
}

TEST_CASE("every instrument of the library can be read, under the id of its file", "[questionnaires]") {
  CHECK(!instruments_files().empty());
  for (const auto& file : instruments_files()) {
    CAPTURE(std::string(file.first));
    const Instrument instrument = read_library_instrument(file);
    CHECK(instrument.id == file.first);
    CHECK(has_both(instrument.title));
    CHECK(!instrument.source.empty());
    for (const auto& binding : instrument.bindings) {
      for (const auto& id : binding.ids) CHECK(find_catalogue_entry(id.text) != nullptr);
    }
    for (const auto& construct : instrument.constructs) {
      CAPTURE(construct.id.text);
      CHECK_NOTHROW(sondeo::expression::parse(construct.expression));
      if (construct.universe) CHECK_NOTHROW(sondeo::expression::parse(*construct.universe));
    }
  }
}

TEST_CASE("ages are one or two numbers, in order", "[questionnaires]") {
  const auto fault = [](const std::string& ages) {
    return fault_of([&] {
      (void)read_instrument(sondeo::spec::Document::parse(
          "[instrument]\nid = \"x\"\n[[catalogue]]\nid = \"5.2.1\"\nages = " + ages + "\n", "i.toml"));
    });
  };
  CHECK(fault("[49, 15]").code == code::kAgeRange);
  CHECK(fault("[-1]").code == code::kAgeRange);
  CHECK(fault("[1, 2, 3]").code == code::kAgeRange);
}
