#include "engine/ingest/declared_missing.hpp"

#include <catch2/catch.hpp>

#include "engine/ingest/codes.hpp"
#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

Table table() {
  Table table(4);
  Variable p1;
  p1.name = "p1";
  p1.missing.ranges = {{8, 9, Missing::kOther}};
  table.add(Column::of_numbers(p1, {1, 8, 9, 7}));
  Variable city;
  city.name = "city";
  table.add(Column::of_texts(city, {"a", "NR", "NS", "b"}));
  return table;
}

Written written(const char* text) {
  Written name;
  name.text = text;
  name.place.line = 3;
  return name;
}

}  // namespace

TEST_CASE("declared codes are missing for their reason, before the file's own", "[ingest]") {
  const std::vector<DeclaredMissing> declared = {
      {written("p1"), {{9.0, Missing::kRefused}, {7.0, Missing::kNotAsked}}},
      {written("city"), {{std::string("NR"), Missing::kRefused}}}};
  const Table result = apply_declared_missing(table(), declared);
  const Column& p1 = *result.find("p1");
  CHECK(missing_reason(p1.number(0)) == Missing::kNone);
  CHECK(missing_reason(p1.number(1)) == Missing::kOther);
  CHECK(missing_reason(p1.number(2)) == Missing::kRefused);
  CHECK(missing_reason(p1.number(3)) == Missing::kNotAsked);
  CHECK(result.find("city")->stored_texts().ids[1] == -1);
  CHECK(result.find("city")->text(2) == "NS");
}

TEST_CASE("declarations that do not fit the file are errors at their place", "[ingest][message]") {
  const auto refusal = [](DeclaredMissing declared) {
    return diagnostic_of([&] { static_cast<void>(apply_declared_missing(table(), {&declared, 1})); });
  };
  const Diagnostic absent = refusal({written("p2"), {{9.0, Missing::kOther}}});
  CHECK(absent.code == code::kDeclaredMissingAbsent);
  REQUIRE(absent.place);
  CHECK(absent.place->line == 3);
  CHECK(absent.similar == std::vector<std::string>{"p1"});
  CHECK(refusal({written("p1"), {{std::string("x"), Missing::kOther}}}).code ==
        code::kDeclaredMissingNotNumber);
  CHECK(refusal({written("city"), {{9.0, Missing::kOther}}}).code == code::kDeclaredMissingNotText);
}
