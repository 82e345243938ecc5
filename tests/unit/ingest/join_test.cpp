#include "engine/ingest/join.hpp"

#include <catch2/catch.hpp>

#include "engine/ingest/codes.hpp"
#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

Variable named(const char* name) {
  Variable variable;
  variable.name = name;
  return variable;
}

Table households() {
  Table table(4);
  table.add(Column::of_numbers(named("year"), {1, 1, 2, missing_value()}));
  table.add(Column::of_texts(named("house"), {"A", "B", "A", "C"}));
  return table;
}

const std::vector<std::string> kKey = {"year", "house"};

}  // namespace

TEST_CASE("children find their parents by a key of several columns", "[ingest][join]") {
  Table children(6);
  children.add(Column::of_numbers(named("y"), {2, 1, 1, 3, missing_value(), 2}));
  children.add(Column::of_texts(named("h"), {"A", "B", "B", "A", "C", "B"}));
  const std::vector<std::string> key = {"y", "h"};
  const JoinResult result = match_rows(children, key, households(), kKey, {.many_to_one = true});
  CHECK(result.rows == std::vector<std::int32_t>{2, 1, 1, -1, -1, -1});
  CHECK(result.matched == 3);
  CHECK(result.unmatched == 2);
  CHECK(result.missing_keys == 1);
}

TEST_CASE("a key with a missing part matches nothing, not even another one", "[ingest][join]") {
  Table left(1);
  left.add(Column::of_numbers(named("year"), {missing_value()}));
  left.add(Column::of_texts(named("house"), {"C"}));
  const JoinResult result = match_rows(left, kKey, households(), kKey);
  CHECK(result.rows == std::vector<std::int32_t>{-1});
  CHECK(result.missing_keys == 1);
}

TEST_CASE("numbers match by value whatever they are stored as", "[ingest][join]") {
  Table left(3);
  left.add(Column::of_numbers(named("k"), {1, -0.0, 300}));
  Table right(3);
  const auto narrow = std::make_shared<const std::vector<std::int16_t>>(std::vector<std::int16_t>{300, 1, 0});
  right.add(Column(named("k"), StoredNumbers(std::span<const std::int16_t>(*narrow)), narrow));
  const std::vector<std::string> key = {"k"};
  CHECK(match_rows(left, key, right, key).rows == std::vector<std::int32_t>{1, 2, 0});
}

TEST_CASE("declared missing codes of a key match nothing", "[ingest][join]") {
  Variable coded = named("k");
  coded.missing.ranges = {{9, 9}};
  Table left(2);
  left.add(Column::of_numbers(coded, {1, 9}));
  Table right(2);
  right.add(Column::of_numbers(named("k"), {9, 1}));
  const std::vector<std::string> key = {"k"};
  CHECK(match_rows(left, key, right, key).rows == std::vector<std::int32_t>{1, -1});
}

TEST_CASE("keys of the right table that are not unique are counted and refused", "[ingest][join][message]") {
  Table right(5);
  right.add(Column::of_texts(named("k"), {"a", "a", "a", "b", "b"}));
  const std::vector<std::string> key = {"k"};
  const Diagnostic diagnostic = diagnostic_of([&] {
    static_cast<void>(match_rows(right, key, right, key, {.many_to_one = true, .right_source = "x.csv"}));
  });
  CHECK(diagnostic.code == code::kJoinDuplicateRight);
  CHECK(diagnostic.exit_code() == 5);
  CHECK(argument(diagnostic, "count") == "2");
  CHECK(argument(diagnostic, "source") == "x.csv");
  CHECK(argument(diagnostic, "key") == "k");
}

TEST_CASE("one to one, keys of the left table must be unique too", "[ingest][join]") {
  Table left(2);
  left.add(Column::of_texts(named("k"), {"a", "a"}));
  Table right(1);
  right.add(Column::of_texts(named("k"), {"a"}));
  const std::vector<std::string> key = {"k"};
  CHECK(code_of([&] { static_cast<void>(match_rows(left, key, right, key)); }) == code::kJoinDuplicateLeft);
  CHECK(match_rows(left, key, right, key, {.many_to_one = true}).matched == 2);
}

TEST_CASE("keys that cannot be compared are errors where they were written", "[ingest][join][message]") {
  Table left(1);
  left.add(Column::of_numbers(named("k"), {7}));
  Table right(1);
  right.add(Column::of_texts(named("id"), {"07"}));
  const std::vector<std::string> k = {"k"};
  const std::vector<std::string> id = {"id"};
  const std::vector<std::string> both = {"k", "k"};
  const std::vector<std::string> wrong = {"idd"};
  Place place;
  place.line = 12;
  const JoinOptions options{.many_to_one = false, .right_source = "x.csv", .place = place};
  const auto refusal = [&](const std::vector<std::string>& l, const std::vector<std::string>& r) {
    return diagnostic_of([&] { static_cast<void>(match_rows(left, l, right, r, options)); });
  };
  const Diagnostic types = refusal(k, id);
  CHECK(types.code == code::kJoinKeyTypes);
  CHECK(argument(types, "text") == "id");
  CHECK(argument(types, "number") == "k");
  REQUIRE(types.place);
  CHECK(types.place->line == 12);
  CHECK(refusal(both, id).code == code::kJoinKeyCounts);
  CHECK(refusal(k, wrong).code == code::kJoinKeyAbsent);
  CHECK(refusal(k, wrong).similar == std::vector<std::string>{"id"});
}
