// What each function gives, missing values of every reason included.
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/expression/naive.hpp"
#include "tests/unit/expression/survey.hpp"
#include "tests/unit/expression/written.hpp"

namespace sondeo::expression {

namespace {

using testing::numbers;
using testing::parsed;
using testing::question;
using testing::stored;
using testing::table_of;
using testing::value_of;
using testing::variable_named;

/// A row of `age` etc. for expressions of which one value is asked.
Table one_row() {
  Variable sex = variable_named("sex");
  sex.labels.numbers = {{1, "Hombre"}, {2, "Mujer"}, {9, "No responde"}};
  sex.missing.ranges = {{9, 9, Missing::kRefused}};
  Variable region = variable_named("region");
  region.labels.texts = {{"N", "Norte"}, {"S", "Sur"}};
  std::vector<Column> columns = {
      numbers("x", {7.5}),
      numbers("minus", {-2.5}),
      numbers("zero", {0}),
      numbers("refused", {missing_value(Missing::kRefused)}),
      numbers("unknown", {missing_value(Missing::kDontKnow)}),
      stored<std::int8_t>(question("p1"), {1}),
      stored<std::int8_t>(question("p2"), {2}),
      stored<std::int8_t>(question("p3"), {9}),
      stored<std::int8_t>(sex, {2}),
      Column::of_texts(region, {"N"}),
      Column::of_texts(variable_named("blank"), {""}),
      Column::of_answers(variable_named("flag"), {1}),
      Column::of_answers(variable_named("unsure"), {-1}),
      numbers("parent.x", {11}),
  };
  return table_of(std::move(columns));
}

/// The value of an expression in that row as a text: a number, yes, no, "text", or the reason of a missing
/// one.
std::string value(const std::string& text) {
  const Table table = one_row();
  const Expression expression = parsed(text);
  const Column column = evaluate(expression, table, "r");
  const auto found = value_of(column, 0);
  auto naive = testing::naive_value(expression, table, 0);
  if (column.is_text() && naive.missing != Missing::kNone)
    naive.missing = Missing::kSystem;  // texts keep no reason
  CHECK(found == naive);
  if (found.missing != Missing::kNone) return std::string(missing_name(found.missing));
  switch (check(expression, table)) {
    case Type::kYesNo:
      return found.number == 1 ? "yes" : "no";
    case Type::kText:
      return '"' + found.text + '"';
    default:
      return to_text(Constant(found.number));
  }
}

}  // namespace

TEST_CASE("arithmetic works on numbers, and on a yes/no as 1 or 0", "[expression]") {
  CHECK(value("x + 1 - 2 * 3") == "2.5");
  CHECK(value("x / 2 / 2") == "1.875");
  CHECK(value("-x * -2") == "15");
  CHECK(value("parent.x + 1") == "12");
  CHECK(value("7 % 3") == "1");
  CHECK(value("-7 % 3") == "2");
  CHECK(value("7 % -3") == "-2");
  CHECK(value("-6 % 3") == "0");
  CHECK(value("flag + flag") == "2");
  CHECK(value("10 * (x > 1) + (x > 100)") == "10");
  CHECK(value("zero * -1") == "0");
}

TEST_CASE("a result that is no finite number is system missing", "[expression]") {
  for (const std::string text :
       {"x / 0", "0 / zero", "x % 0", "x / zero * 0", "log(0)", "log(-1)", "sqrt(-1)", "exp(1000)",
        "1e308 * 10", "1 - x / zero", "sum(1e308, 1e308)"}) {
    CAPTURE(text);
    CHECK(value(text) == "system");
  }
}

TEST_CASE("arithmetic and number functions forget the reason of a missing value", "[expression]") {
  for (const std::string text :
       {"refused + 1", "1 - refused", "refused * 0", "refused / 2", "refused % 2", "-refused",
        "floor(refused)", "round(refused)", "abs(refused)", "exp(refused)", "log(refused)", "sqrt(refused)",
        "min(refused, 1)", "max(1, refused)", "unsure + 1"}) {
    CAPTURE(text);
    CHECK(value(text) == "system");
  }
}

TEST_CASE("the reason of a missing value passes through what only hands it on", "[expression]") {
  for (const std::string text :
       {"coalesce(refused)", "coalesce(refused, unknown)", "if(true, refused, 1)", "if(refused == 1, 1, 2)",
        "refused == 1", "refused in {1}", "1 < refused", "refused between 1 and 2", "not (refused == 1)",
        "refused == 1 or false", "refused == 1 and true", "cut(refused, 1, 2)",
        "recode(refused, 1 -> 2, else -> 3)", "recode(x, 7.5 -> refused)", "any(refused == 1)",
        "all(refused == 1, true)"}) {
    CAPTURE(text);
    CHECK(value(text) == "refused");
  }
  CHECK(value("recode(p3, 1 -> \"a\")") == "system");  // a text column knows no reasons
}

TEST_CASE("functions over a list ignore missing values", "[expression]") {
  CHECK(value("sum(p[1-3])") == "3");
  CHECK(value("mean(p[1-3])") == "1.5");
  CHECK(value("min(p[1-3])") == "1");
  CHECK(value("max(p[1-3], x)") == "7.5");
  CHECK(value("count(p[1-3] == 1)") == "1");
  CHECK(value("count(p[1-3] >= 1, flag)") == "3");
  CHECK(value("sum(p[1-3] == 1, p[1-3] == 2)") == "2");
  CHECK(value("mean(p[1-3] == 1)") == "0.5");
  CHECK(value("sum(p*, 10)") == "24");  // parent.x as well
  CHECK(value("sum(refused, unknown)") == "system");
  CHECK(value("mean(refused)") == "system");
  CHECK(value("min(refused, unknown, p3)") == "system");
  CHECK(value("count(refused == 1, unknown == 1)") == "0");
  CHECK(value("coalesce(p[3-3], p[1-2])") == "1");
  CHECK(value("coalesce(refused, 5)") == "5");
}

TEST_CASE("min and max of two are missing if either is, of a list only if all are", "[expression]") {
  CHECK(value("min(x, 10)") == "7.5");
  CHECK(value("max(x, 10)") == "10");
  CHECK(value("min(x, refused)") == "system");
  CHECK(value("max(refused, x)") == "system");
  CHECK(value("min(x, refused, 9)") == "7.5");
  CHECK(value("min(p[2-3])") == "2");
  CHECK(value("max(refused)") == "system");
}

TEST_CASE("a pattern is written out over the argument of the list that is nearest", "[expression]") {
  CHECK(value("any(p[1-2] == 2)") == "yes");
  CHECK(value("all(p[1-2] in {1, 2})") == "yes");
  CHECK(value("any(p[1-2] + 1 == 3 and p[1-2] < 3)") == "yes");
  CHECK(value("count(max(p[1-2]) == 2)") == "1");
  CHECK(value("count(not missing(p[1-3]))") == "2");
  CHECK(value("sum(max(p[1-2]) * 10 + p[1-2])") == "43");
  CHECK(value("sum(max(p[1-3], 1) * 10, p[1-2])") == "23");
}

TEST_CASE("round goes half away from zero, cut counts classes from 1", "[expression]") {
  CHECK(value("round(2.5)") == "3");
  CHECK(value("round(minus)") == "-3");
  CHECK(value("round(0.49999999999999994)") == "0");
  CHECK(value("floor(minus)") == "-3");
  CHECK(value("abs(minus)") == "2.5");
  CHECK(value("sqrt(6.25)") == "2.5");
  CHECK(value("floor(log(exp(2)) + 0.5)") == "2");
  CHECK(value("cut(15, 15, 20, 25)") == "1");
  CHECK(value("cut(19.999, 15, 20, 25)") == "1");
  CHECK(value("cut(20, 15, 20, 25)") == "2");
  CHECK(value("cut(1000, 15, 20, 25)") == "3");
  CHECK(value("cut(14.999, 15, 20, 25)") == "system");
  CHECK(value("cut(minus, -3, 0)") == "1");
}

TEST_CASE("recode takes the first rule that holds", "[expression]") {
  CHECK(value("recode(p2, 1 -> \"urban\", 2 -> \"rural\", else -> missing)") == "\"rural\"");
  CHECK(value("recode(p2, {1, 2} -> 10, 3 -> 20)") == "10");
  CHECK(value("recode(x, between 7 and 8 -> 1, 7.5 -> 2)") == "1");
  CHECK(value("recode(x, 7.5 -> 2, between 7 and 8 -> 1)") == "2");
  CHECK(value("recode(x, 1 -> 2)") == "system");
  CHECK(value("recode(x, 1 -> 2, else -> x)") == "7.5");
  CHECK(value("recode(p3, 1 -> 2, else -> 5)") == "refused");
  CHECK(value("recode(region, \"N\" -> true, else -> false)") == "yes");
  CHECK(value("recode(minus, -2.5 -> missing, else -> 1)") == "system");
}

TEST_CASE("label gives the value label of a code", "[expression]") {
  CHECK(value("label(sex) == \"Mujer\"") == "yes");
  CHECK(value("label(sex) in {\"Hombre\"}") == "no");
  CHECK(value("label(sex)") == "\"Mujer\"");
  CHECK(value("label(region) == \"Sur\"") == "no");
  CHECK(value("recode(label(region), \"Norte\" -> 1, else -> 2)") == "1");
}

TEST_CASE("texts are compared whole, an empty one is missing", "[expression]") {
  CHECK(value("region == \"N\"") == "yes");
  CHECK(value("region == \"N  \"") == "yes");
  CHECK(value("region != 'S'") == "yes");
  CHECK(value("region == \"n\"") == "no");
  CHECK(value("region in {\"S\", \"N\"}") == "yes");
  CHECK(value("blank == \"N\"") == "system");
  CHECK(value("coalesce(blank, region)") == "\"N\"");
  CHECK(value("if(flag, region, \"none\")") == "\"N\"");
}

TEST_CASE("missing asks for any reason or for those named", "[expression]") {
  CHECK(value("missing(refused)") == "yes");
  CHECK(value("missing(refused, refused)") == "yes");
  CHECK(value("missing(refused, dont_know)") == "no");
  CHECK(value("missing(refused, dont_know, refused)") == "yes");
  CHECK(value("missing(x)") == "no");
  CHECK(value("missing(x, refused)") == "no");
  CHECK(value("missing(blank)") == "yes");
  CHECK(value("missing(refused + 1, system)") == "yes");
  CHECK(value("missing(p3 == 1, refused)") == "yes");
  CHECK(value("missing(unsure)") == "yes");
  CHECK(value("missing(missing)") == "yes");
}

TEST_CASE("every reason of every way of storing is known", "[expression]") {
  Variable tagged = variable_named("t");
  tagged.missing.tags[0] = Missing::kDontKnow;
  tagged.missing.tags[25] = Missing::kRefused;
  const Table table = table_of({stored<std::int8_t>(tagged, {5, 101, 102, 127})});
  const Column reasons = evaluate(
      parsed("if(missing(t, system), 1, if(missing(t, dont_know), 2, if(missing(t, refused), 3, 0)))"), table,
      "r");
  CHECK(reasons.numbers() == std::vector<double>{0, 1, 2, 3});
}

TEST_CASE("a name alone is its column with a new name and the same values", "[expression]") {
  const Table table = one_row();
  const Column sex = evaluate(parsed("sex"), table, "renamed");
  CHECK(sex.name() == "renamed");
  CHECK(sex.variable().labels.numbers.at(2) == "Mujer");
  const auto before = std::get<std::span<const std::int8_t>>(table.find("sex")->stored_numbers());
  CHECK(std::get<std::span<const std::int8_t>>(sex.stored_numbers()).data() == before.data());
}

TEST_CASE("an expression without variables has a value for each row", "[expression]") {
  const Table table(5);
  CHECK(evaluate(parsed("1"), table, "r").numbers() == std::vector<double>(5, 1.0));
  CHECK(evaluate(parsed("true"), table, "r").numbers() == std::vector<double>(5, 1.0));
  CHECK(evaluate(parsed("1"), Table(0), "r").size() == 0);
}

TEST_CASE("what is evaluated has the type that check promised", "[expression]") {
  const Table table = one_row();
  CHECK(check(parsed("x"), table) == Type::kNumber);
  CHECK(check(parsed("flag"), table) == Type::kYesNo);
  CHECK(check(parsed("region"), table) == Type::kText);
  CHECK(check(parsed("missing"), table) == Type::kNumber);
  CHECK(check(parsed("if(flag, missing, region)"), table) == Type::kText);
  CHECK(check(parsed("recode(x, 1 -> missing, 2 -> true)"), table) == Type::kYesNo);
  CHECK(check(parsed("count(p[1-3] == 1)"), table) == Type::kNumber);
  CHECK(evaluate(parsed("x > 1"), table, "r").variable().type == VariableType::kYesNo);
  CHECK(evaluate(parsed("label(sex)"), table, "r").variable().type == VariableType::kText);
}

TEST_CASE("whole numbers up to 100 are stored in 8 bits, others as doubles", "[expression]") {
  const Table table = table_of({numbers("x", {1, 100, -127, missing_value(Missing::kRefused)})});
  const Column narrow = evaluate(parsed("coalesce(x)"), table, "r");
  CHECK(std::holds_alternative<std::span<const std::int8_t>>(narrow.stored_numbers()));
  CHECK(missing_reason(narrow.number(3)) == Missing::kRefused);
  for (const std::string text : {"coalesce(x) + 0.5", "x * 2"}) {
    CHECK(
        std::holds_alternative<std::span<const double>>(evaluate(parsed(text), table, "r").stored_numbers()));
  }
}

}  // namespace sondeo::expression
