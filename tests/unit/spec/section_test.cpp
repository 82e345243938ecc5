#include "engine/spec/section.hpp"

#include <limits>
#include <string>

#include <catch2/catch.hpp>

#include "engine/spec/codes.hpp"
#include "engine/spec/document.hpp"
#include "engine/spec/words.hpp"
#include "tests/unit/spec/fault.hpp"

namespace code = sondeo::code;
using sondeo::Written;
using sondeo::spec::code_of_key;
using sondeo::spec::Document;
using sondeo::spec::ListForm;
using sondeo::spec::Section;
using sondeo::spec::Value;
using sondeo::test::argument;
using sondeo::test::fault_of;
using sondeo::test::underlined;

namespace {

Section root_of(const std::string& text) { return Document::parse(text, "s.toml").root(); }

Value value_of(const std::string& text) { return *root_of(text).value("a"); }

}  // namespace

TEST_CASE("a text's place is its first byte inside the quotes", "[spec]") {
  const Written text = root_of("a = \"age >= 15\"\n").required_text("a");
  CHECK(text.text == "age >= 15");
  CHECK(text.place.line == 1);
  CHECK(text.place.column == 6);
  CHECK(text.place.length == 9);
  CHECK(text.place.text == "a = \"age >= 15\"");
  CHECK(text.at(4, 2).column == 10);
  CHECK(root_of("a = 'x'\n").required_text("a").place.column == 6);
}

TEST_CASE("columns are counted in bytes behind letters of more than one", "[spec]") {
  auto root = root_of(
      "t = { es = \"a\xC3\xB1"
      "o \xC3\xB1\", en = \"year\" }\n");
  auto table = *root.section("t");
  const Written year = table.required_text("en");
  CHECK(year.place.text.substr(year.place.column - 1, year.place.length) == "year");
}

TEST_CASE("a text of several lines is placed on the line where it begins", "[spec]") {
  auto root = root_of("a = \"\"\"\nage >= 15\nand sex == 2\"\"\"\nb = '''x or\ny'''\n");
  const Written first = root.required_text("a");
  CHECK(first.place.line == 2);
  CHECK(first.place.column == 1);
  CHECK(first.at(14, 3).line == 3);
  CHECK(first.at(14, 3).column == 5);
  const Written second = root.required_text("b");
  CHECK(second.place.line == 4);
  CHECK(second.place.column == 8);
}

TEST_CASE("the wrong type says what was expected and what stands there", "[spec][message]") {
  const auto fault = fault_of([] { (void)root_of("[study]\nid = 12\n").section("study")->text("id"); });
  CHECK(fault.code == code::kSpecWrongType);
  CHECK(argument(fault, "key") == "study.id");
  CHECK(argument(fault, "expected") == "string");
  CHECK(argument(fault, "found") == "integer");
  CHECK(fault.place->line == 2);
  CHECK(underlined(fault) == "12");
  CHECK(argument(fault_of([] { (void)value_of("a = 2021-01-01").text(); }), "found") == "date-time");
  CHECK(argument(fault_of([] { (void)value_of("a = true").number(); }), "expected") == "integer, float");
  CHECK(argument(fault_of([] { (void)value_of("a = 1.5").integer(); }), "found") == "float");
  CHECK(argument(fault_of([] { (void)value_of("a = 1").yes_no(); }), "expected") == "boolean");
  CHECK(argument(fault_of([] { (void)value_of("a = 1").section(); }), "expected") == "table");
  CHECK(argument(fault_of([] { (void)value_of("a = 1").items(); }), "expected") == "array");
  CHECK(argument(fault_of([] { (void)value_of("a = 1").translations(); }), "expected") == "string, table");
}

TEST_CASE("numbers keep their bounds", "[spec][message]") {
  CHECK(value_of("a = 6_212_000").number() == 6212000.0);
  CHECK(fault_of([] { (void)value_of("a = nan").number(); }).code == code::kSpecNotFinite);
  CHECK(fault_of([] { (void)value_of("a = 0").positive_number(); }).code == code::kSpecNotPositive);
  CHECK(value_of("a = 1").number_between(0, 1) == 1.0);
  const auto fault = fault_of([] { (void)value_of("a = 95").number_inside(0, 1); });
  CHECK(fault.code == code::kSpecNotInside);
  CHECK(argument(fault, "value") == "95");
  CHECK(fault_of([] { (void)value_of("a = 1").number_inside(0, 1); }).code == code::kSpecNotInside);
  CHECK(fault_of([] { (void)value_of("a = 1.5").number_between(0, 1); }).code == code::kSpecNotBetween);
}

TEST_CASE("a single text is a list of one only where that is allowed", "[spec]") {
  CHECK(value_of("a = \"x\"").texts(ListForm::kOneOrList).size() == 1);
  CHECK(fault_of([] { (void)value_of("a = \"x\"").texts(ListForm::kListOnly); }).code ==
        code::kSpecWrongType);
  CHECK(value_of("a = [\"x\", \"y\"]").texts(ListForm::kOneOrList)[1].place.column == 12);
  CHECK(fault_of([] { (void)value_of("a = []").texts(ListForm::kOneOrList); }).code == code::kSpecEmptyList);
  CHECK(fault_of([] { (void)value_of("a = \" \"").text(); }).code == code::kSpecEmptyText);
}

TEST_CASE("keys named by the user come in the order of the file", "[spec]") {
  auto data = *root_of("[data.woman]\nfile = \"w\"\n[data.child]\nfile = \"c\"\n[data.aunt]\nfile = \"a\"\n")
                   .section("data");
  const auto entries = data.entries();
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].key.text == "woman");
  CHECK(entries[1].key.text == "child");
  CHECK(entries[2].key.text == "aunt");
  CHECK(entries[1].value.path() == "data.child");
  CHECK_NOTHROW(data.finish());
}

TEST_CASE("tables of an array come in the order of the file", "[spec]") {
  auto root = root_of("[[item]]\nid = \"z\"\n[[item]]\nid = \"b\"\n");
  auto items = root.sections("item");
  REQUIRE(items.size() == 2);
  CHECK(items[0].required_text("id").text == "z");
  CHECK(items[1].place().line == 3);
  CHECK(root.sections("check").empty());
}

TEST_CASE("a key that nobody asked for is an error with the nearest that was", "[spec][message]") {
  auto design = *root_of("[design]\nstrata = \"s\"\npsus = \"p\"\n").section("design");
  (void)design.texts("strata", ListForm::kOneOrList);
  (void)design.text("psu");
  const auto fault = fault_of([&] { design.finish(); });
  CHECK(fault.code == code::kSpecUnknownKey);
  CHECK(argument(fault, "key") == "psus");
  CHECK(argument(fault, "section") == "design");
  CHECK(argument(fault, "known") == "psu, strata");
  CHECK(fault.similar == std::vector<std::string>{"psu"});
  CHECK(fault.place->line == 3);
  CHECK(underlined(fault) == "psus");
}

TEST_CASE("an unknown section is told apart from an unknown key", "[spec][message]") {
  auto root = root_of("[desing]\nstrata = \"s\"\n");
  (void)root.section("design");
  const auto fault = fault_of([&] { root.finish(); });
  CHECK(fault.code == code::kSpecUnknownSection);
  CHECK(fault.similar == std::vector<std::string>{"design"});
}

TEST_CASE("a key that is missing is placed at its section", "[spec][message]") {
  auto root = root_of("# first line\n[study]\ntitle = \"x\"\n");
  const auto fault = fault_of([&] { (void)root.section("study")->required_text("id"); });
  CHECK(fault.code == code::kSpecMissingKey);
  CHECK(argument(fault, "key") == "id");
  CHECK(fault.place->line == 2);
  CHECK(underlined(fault) == "[study]");
}

TEST_CASE("a wrong word brings the list of right ones and the nearest", "[spec][message]") {
  enum class Colour { kRed, kBlue };
  constexpr std::array<sondeo::spec::Word<Colour>, 2> kColours{
      {{"red", Colour::kRed}, {"blue", Colour::kBlue}}};
  constexpr std::array<std::string_view, 2> kLater{"green", "mix:"};
  CHECK(meaning_of(value_of("a = \"blue\""), kColours) == Colour::kBlue);
  const auto fault = fault_of([&] { (void)meaning_of(value_of("a = \"bleu\""), kColours, kLater); });
  CHECK(fault.code == code::kSpecUnknownWord);
  CHECK(argument(fault, "allowed") == "red, blue");
  CHECK(fault.similar == std::vector<std::string>{"blue"});
  CHECK(underlined(fault) == "bleu");
  const auto later = fault_of([&] { (void)meaning_of(value_of("a = \"mix:0.5\""), kColours, kLater); });
  CHECK(later.code == code::kSpecNotComputedYet);
  CHECK(argument(later, "key") == "a = \"mix:0.5\"");
}

TEST_CASE("texts are read plain or by language", "[spec]") {
  CHECK(value_of("a = \"x\"").translations() == sondeo::spec::LanguageTexts{{"", "x"}});
  CHECK(value_of("a = { es = \"x\", en = \"y\" }").translations() ==
        sondeo::spec::LanguageTexts{{"es", "x"}, {"en", "y"}});
  const auto fault = fault_of([] { (void)value_of("a = { label = \"x\" }").translations(); });
  CHECK(fault.code == code::kSpecLanguageCode);
  CHECK(argument(fault, "language") == "label");
}

TEST_CASE("a code is a number only when it is written as one", "[spec]") {
  using sondeo::spec::CodeValue;
  CHECK(code_of_key("1") == CodeValue(1.0));
  CHECK(code_of_key("-9") == CodeValue(-9.0));
  CHECK(code_of_key("2.5") == CodeValue(2.5));
  CHECK(code_of_key("01") == CodeValue(std::string("01")));
  CHECK(code_of_key("A") == CodeValue(std::string("A")));
  CHECK(code_of_key("nan") == CodeValue(std::string("nan")));
  CHECK(code_of_key("1e3") == CodeValue(std::string("1e3")));
}
