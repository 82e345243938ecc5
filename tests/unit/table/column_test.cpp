#include "engine/table/column.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/table/table.hpp"

using namespace sondeo;

namespace {

Variable named(const std::string& name) {
  Variable variable;
  variable.name = name;
  return variable;
}

/// The same numbers in a stored type, with its missing codes: 1, 8, '.', '.a', '.z'.
template <typename Integer>
Column stored_as() {
  const auto top = std::numeric_limits<Integer>::max();
  auto values = std::make_shared<const std::vector<Integer>>(
      std::vector<Integer>{1, 8, static_cast<Integer>(top - 26), static_cast<Integer>(top - 25), top});
  Variable variable = named("x");
  variable.missing.ranges = {{8, 9, Missing::kRefused}};
  variable.missing.tags[0] = Missing::kDontKnow;
  const std::span<const Integer> view(*values);
  return {variable, StoredNumbers(view), values};
}

std::vector<Missing> reasons(const Column& column) {
  std::vector<Missing> result;
  for (const double value : column.numbers()) result.push_back(missing_reason(value));
  return result;
}

}  // namespace

TEST_CASE("every stored type gives the same numbers and the same reasons") {
  const std::vector<Missing> expected{Missing::kNone, Missing::kRefused, Missing::kSystem, Missing::kDontKnow,
                                      Missing::kOther};
  for (const Column& column :
       {stored_as<std::int8_t>(), stored_as<std::int16_t>(), stored_as<std::int32_t>()}) {
    CHECK(column.number(0) == 1.0);
    CHECK(reasons(column) == expected);
  }
}

TEST_CASE("a number remembers why it is missing") {
  for (const auto reason : {Missing::kSystem, Missing::kDontKnow, Missing::kRefused, Missing::kNotApplicable,
                            Missing::kNotAsked, Missing::kOther}) {
    CHECK(std::isnan(missing_value(reason)));
    CHECK(missing_reason(missing_value(reason)) == reason);
    CHECK(missing_named(missing_name(reason)) == reason);
  }
  CHECK(missing_reason(std::nan("")) == Missing::kSystem);
  CHECK(missing_reason(3.5) == Missing::kNone);
}

TEST_CASE("rows gathered in another order keep values, reasons and texts; -1 is missing") {
  const std::int32_t order[] = {3, -1, 0};
  const Column numbers = stored_as<std::int8_t>().gather(order);
  CHECK(reasons(numbers) == std::vector<Missing>{Missing::kDontKnow, Missing::kSystem, Missing::kNone});
  const Column texts = Column::of_texts(named("t"), {"a", "b", "", "a"}).gather(order);
  CHECK(texts.text(0) == "a");
  CHECK(texts.text(1).empty());
  CHECK(texts.text(2) == "a");
}

TEST_CASE("a text code declared missing is missing") {
  Variable variable = named("t");
  variable.missing.texts["NS"] = Missing::kDontKnow;
  const Column at_once = Column::of_texts(variable, {"A", "NS", ""});
  const Column afterwards = Column::of_texts(named("t"), {"A", "NS", ""}).with(variable);
  for (const Column& column : {at_once, afterwards}) {
    CHECK(column.text(0) == "A");
    CHECK(column.stored_texts().ids[1] == -1);
    CHECK(column.stored_texts().ids[2] == -1);
  }
}

TEST_CASE("a table refuses a column of another length and replaces one of the same name") {
  Table table;
  table.add(Column::of_numbers(named("x"), {1, 2}));
  table.add(Column::of_numbers(named("x"), {3, 4}));
  CHECK(table.columns().size() == 1);
  CHECK(table.find("x")->number(1) == 4.0);
  CHECK(table.find("X") == nullptr);
  CHECK_THROWS_AS(table.add(Column::of_numbers(named("y"), {1})), Error);
}
