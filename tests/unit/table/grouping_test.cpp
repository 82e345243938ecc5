#include "engine/table/grouping.hpp"

#include <catch2/catch.hpp>

using namespace sondeo;
using Groups = std::vector<std::int32_t>;

namespace {

Column numbers(std::vector<double> values) { return Column::of_numbers({}, std::move(values)); }
Column bytes(std::vector<std::int8_t> values) {
  auto owner = std::make_shared<const std::vector<std::int8_t>>(std::move(values));
  const std::span<const std::int8_t> view(*owner);
  return {Variable{}, StoredNumbers(view), owner};
}

Grouping group(const std::vector<const Column*>& columns) { return group_rows(columns); }

}  // namespace

TEST_CASE("groups ascend with their codes whatever the order of the rows and the stored type") {
  const Column wide = numbers({10, 2, 10, -1});
  const Column narrow = bytes({10, 2, 10, -1});
  for (const Column* column : {&wide, &narrow}) {
    const Grouping grouping = group({column});
    CHECK(grouping.group_of_row == Groups{2, 1, 2, 0});
    REQUIRE(grouping.count() == 3);
    CHECK(code_text(grouping.keys[0][0]) == "-1");
    CHECK(code_text(grouping.keys[2][0]) == "10");
  }
}

TEST_CASE("a missing code is in no group, and a declared one neither") {
  Variable variable;
  variable.missing.ranges = {{9, 9, Missing::kRefused}};
  const Column column = Column::of_numbers(variable, {1, 9, missing_value(), 2});
  CHECK(group({&column}).group_of_row == Groups{0, -1, -1, 1});
}

TEST_CASE("crossed groups are those that exist, the first column slowest") {
  const Column region = numbers({2, 1, 1, 2, missing_value()});
  const Column area = Column::of_texts({}, {"rural", "urban", "rural", "rural", "urban"});
  const Grouping grouping = group({&region, &area});
  CHECK(grouping.group_of_row == Groups{2, 1, 0, 2, -1});
  REQUIRE(grouping.count() == 3);
  CHECK(code_text(grouping.keys[0][0]) == "1");
  CHECK(code_text(grouping.keys[0][1]) == "rural");
  CHECK(code_text(grouping.keys[2][0]) == "2");
}

TEST_CASE("a code is written with the shortest text that reads back") {
  CHECK(code_text(CodeValue(7.0)) == "7");
  CHECK(code_text(CodeValue(0.1)) == "0.1");
  CHECK(code_text(CodeValue(std::string("007"))) == "007");
}
