#include "questionnaires/mapping.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "questionnaires/codes.hpp"
#include "questionnaires/instrument_file.hpp"
#include "tests/unit/spec/fault.hpp"

namespace code = sondeo::code;
using sondeo::Column;
using sondeo::Missing;
using sondeo::missing_reason;
using sondeo::Written;
using sondeo::questionnaires::Instrument;
using sondeo::questionnaires::Item;
using sondeo::questionnaires::map_items;
using sondeo::questionnaires::with_item;
using sondeo::test::argument;
using sondeo::test::fault_of;

namespace {

using Pairs = std::vector<std::pair<Written, Written>>;

Instrument instrument_of(const std::string& parts) {
  return sondeo::questionnaires::read_instrument(
      sondeo::spec::Document::parse("[instrument]\nid = \"x\"\n" + parts, "i.toml"));
}

Written written(const std::string& text) {
  return {text, {sondeo::Origin::kStudy, "s.toml", 9, 5, text.size(), ""}};
}

Item item_of(const std::string& lines) {
  return instrument_of("[[item]]\nid = \"q\"\n" + lines).items.front();
}

sondeo::Variable named(const std::string& name) {
  sondeo::Variable variable;
  variable.name = name;
  return variable;
}

const std::string kItems =
    "[[item]]\nid = \"f[01-03]\"\nlevel = \"woman\"\n[[item]]\nid = \"told\"\nlevel = \"woman\"\n"
    "[[item]]\nid = \"rooms\"\nlevel = \"household\"\n";

const std::vector<std::string> kNames{"P612", "f01", "f03", "rooms"};

}  // namespace

TEST_CASE("an item's variable is the mapped one, or has the item's own name", "[questionnaires]") {
  const Instrument instrument = instrument_of(kItems);
  const Pairs map{{written("told"), written("P612")}};
  const auto mapped = map_items(instrument, "woman", map, kNames, "f.sav");
  REQUIRE(mapped.size() == 3);  // f02 is not in the file, rooms is of another level
  CHECK(mapped[0].item == "f01");
  CHECK(mapped[0].variable == "f01");
  CHECK(mapped[0].asked == &instrument.items[0]);
  CHECK(mapped[2].item == "told");
  CHECK(mapped[2].variable == "P612");
}

TEST_CASE("without an instrument the map alone renames", "[questionnaires]") {
  const Pairs map{{written("told"), written("P612")}};
  const auto mapped = map_items({}, "", map, kNames, "f.sav");
  REQUIRE(mapped.size() == 1);
  CHECK(mapped[0].item == "told");
  CHECK(mapped[0].asked == nullptr);
}

TEST_CASE("a mapped variable that is not in the file is an error with the nearest",
          "[questionnaires][message]") {
  const Pairs map{{written("told"), written("P621")}};
  const auto fault =
      fault_of([&] { (void)map_items(instrument_of(kItems), "woman", map, kNames, "data/f.sav"); });
  CHECK(fault.code == code::kMapVariableAbsent);
  CHECK(argument(fault, "item") == "told");
  CHECK(argument(fault, "variable") == "P621");
  CHECK(fault.place->line == 9);
  CHECK(fault.similar == std::vector<std::string>{"P612"});
  CHECK(fault.next == "sondeo inspect data/f.sav --match 'P62*'");
  const auto spaced = fault_of([&] { (void)map_items({}, "", map, kNames, "my file.sav"); });
  CHECK(spaced.next == "sondeo inspect 'my file.sav' --match 'P62*'");
}

TEST_CASE("a mapped item that the instrument does not ask is an error", "[questionnaires][message]") {
  const Pairs map{{written("tolds"), written("P612")}};
  const auto fault = fault_of([&] { (void)map_items(instrument_of(kItems), "woman", map, kNames, "f.sav"); });
  CHECK(fault.code == code::kMapUnknownItem);
  CHECK(fault.similar == std::vector<std::string>{"told"});
}

TEST_CASE("the instrument's missing codes go before the file's", "[questionnaires]") {
  sondeo::Variable variable = named("P612");
  variable.label = "file";
  variable.missing.ranges = {{8, 9, Missing::kOther}};
  variable.labels.numbers = {{1, "file's yes"}};
  const Column column = Column::of_numbers(variable, {1, 2, 8, 9});
  const Item item = item_of(
      "label = { es = \"Le conto\", en = \"Told\" }\nmissing = { 8 = \"dont_know\" }\n"
      "codes = { 1 = { es = \"Si\", en = \"Yes\" }, 2 = { es = \"No (es)\", en = \"No\" } }\n");
  const Column seen = with_item(column, item, "told", "es-GT");
  CHECK(seen.name() == "told");
  CHECK(seen.variable().label == "Le conto");
  CHECK(seen.variable().labels.numbers.at(1) == "file's yes");
  CHECK(seen.variable().labels.numbers.at(2) == "No (es)");
  const auto values = seen.numbers();
  CHECK(values[1] == 2.0);
  CHECK(missing_reason(values[2]) == Missing::kDontKnow);
  CHECK(missing_reason(values[3]) == Missing::kOther);
  CHECK(column.name() == "P612");
}

TEST_CASE("codes are matched by what they say, on numbers and on texts", "[questionnaires]") {
  const Item item =
      item_of("missing = { 8 = \"refused\", \"09\" = \"dont_know\", \".b\" = \"not_asked\" }\n");
  const auto numbers = with_item(Column::of_numbers(named("v"), {8, 9, 1}), item, "q", "en");
  CHECK(missing_reason(numbers.numbers()[0]) == Missing::kRefused);
  CHECK(missing_reason(numbers.numbers()[1]) == Missing::kDontKnow);
  CHECK(numbers.variable().missing.tags[1] == Missing::kNotAsked);
  CHECK(numbers.variable().missing.tags[0] == Missing::kOther);
  sondeo::Variable text = named("v");
  text.type = sondeo::VariableType::kText;
  const auto texts = with_item(Column::of_texts(text, {"8", "09", "9"}), item, "q", "en");
  CHECK(texts.text(0).empty());
  CHECK(texts.text(1).empty());
  CHECK(texts.text(2) == "9");
}

TEST_CASE("a code that says no number is refused on a number column", "[questionnaires][message]") {
  const Item item = item_of("codes = { NS = \"No sabe\" }\n");
  const auto fault = fault_of([&] { (void)with_item(Column::of_numbers(named("v"), {1}), item, "q", "en"); });
  CHECK(fault.code == code::kItemCodeNotNumber);
  CHECK(argument(fault, "code") == "NS");
  CHECK(argument(fault, "variable") == "v");
}
