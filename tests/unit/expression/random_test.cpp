// Random expressions over random tables: the evaluation against the naive one, the canonical text, the
// threads.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/expression/naive.hpp"
#include "tests/unit/expression/survey.hpp"
#include "tests/unit/expression/written.hpp"

namespace sondeo::expression {

namespace {

using testing::naive_value;
using testing::parsed;
using testing::question;
using testing::stored;
using testing::table_of;
using testing::value_of;
using testing::variable_named;

/// Writes expressions of a wanted type, of all kinds of nodes.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::string any_type() {
    const std::size_t type = below(4);
    return type == 0 ? number(4) : type == 1 ? text(3) : condition(4);
  }

  std::string condition(std::size_t depth) {
    if (depth == 0) return pick({"flag", "true", "p1 == 1", "missing(p2)", "s == \"b\""});
    const std::size_t less = depth - 1;
    switch (below(13)) {
      case 0:
        return join(condition(less), " and ", condition(less));
      case 1:
        return join(condition(less), " or ", join(condition(less), " or ", condition(less)));
      case 2:
        return join("not ", in_parentheses(condition(less)), "");
      case 3:
      case 4:
        return join(number(less), comparison(), number(less));
      case 5:
        return join(number(less), " in ", codes());
      case 6:
        return join(number(less), " between ", join(number(less), " and ", number(less)));
      case 7:
        return join(text(less), pick({" == ", " != "}), text(less));
      case 8:
        return join(pick({"any(", "all("}), list_condition(less), join(", ", condition(less), ")"));
      case 9:
        return call("if", {condition(less), condition(less), maybe_missing(condition(less))});
      case 10:
        return call("missing", {number(less), pick({"refused", "system", "not_asked"})});
      case 11:
        return call("coalesce", {condition(less), condition(less)});
      default:
        return join(in_parentheses(condition(less)), pick({" == ", " != "}), in_parentheses(condition(less)));
    }
  }

  std::string number(std::size_t depth) {
    if (depth == 0) return pick({"p1", "p2", "q", "wide", "d", "d", "2", "0.5", "1e2", "label"});
    const std::size_t less = depth - 1;
    switch (below(12)) {
      case 0:
      case 1:
        return in_parentheses(join(number(less), arithmetic(), number(less)));
      case 2:
        return in_parentheses(join(number(less), " + ", in_parentheses(condition(less))));
      case 3:
        return join("-", number(less), "");
      case 4:
        return call(pick({"floor", "round", "abs", "sqrt", "log"}), {number(less)});
      case 5:
        return call(pick({"sum", "mean", "min", "max"}), {pick({"p[1-4]", "p*", "d"}), number(less)});
      case 6:
        return call("count", {list_condition(less), condition(less)});
      case 7:
        return call("if", {condition(less), number(less), maybe_missing(number(less))});
      case 8:
        return call("cut", {number(less), "-1", "0", "1.5", "3"});
      case 9:
        return call("recode", {number(less), "1 -> " + number(less), "between 2 and 3 -> missing",
                               "{4, -1} -> 7", "else -> " + number(less)});
      case 10:
        return call("recode", {text(less), "\"a\" -> 1", "{\"b\", \"Uno\"} -> " + number(less)});
      default:
        return call("coalesce", {number(less), pick({"p[1-4] * 2", "p[2-3]"}), number(less)});
    }
  }

  std::string text(std::size_t depth) {
    if (depth == 0) return pick({"s", "t", "label(p1)", "\"a\"", "'Uno'"});
    const std::size_t less = depth - 1;
    switch (below(4)) {
      case 0:
        return call("if", {condition(less), text(less), maybe_missing(text(less))});
      case 1:
        return call("coalesce", {text(less), text(less)});
      case 2:
        return call("recode", {number(less), "1 -> \"a\"", "2 -> " + text(less), "else -> missing"});
      default:
        return text(0);
    }
  }

 private:
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }

  std::string pick(const std::vector<std::string>& choices) { return choices[below(choices.size())]; }

  static std::string join(std::string a, const std::string& b, const std::string& c) {
    a += b;
    a += c;
    return a;
  }
  static std::string in_parentheses(const std::string& text) { return join("(", text, ")"); }
  static std::string call(std::string text, const std::vector<std::string>& arguments) {
    text += '(';
    for (const auto& argument : arguments) {
      if (text.back() != '(') text += ", ";
      text += argument;
    }
    return text += ')';
  }

  std::string list_condition(std::size_t depth) {
    if (below(3) == 0) return join("not missing(p[1-4]) and ", in_parentheses(condition(depth)), "");
    return pick({"p[1-4] in {1, 2}", "p[1-3] == 1", "p* >= 2", "label(p[1-2]) == \"Uno\"", "p[1-2] < d"});
  }
  std::string maybe_missing(std::string text) { return below(4) == 0 ? "missing" : std::move(text); }
  std::string codes() { return pick({"{1}", "{1, 2}", "{-1, 0.5, 100}", "{3, 2, 1, 40000}"}); }
  std::string comparison() { return pick({" == ", " != ", " < ", " <= ", " > ", " >= "}); }
  std::string arithmetic() { return pick({" + ", " - ", " * ", " / ", " % "}); }

  std::mt19937 random_;
};

/// p1-p4 in 8 bits with every reason, q in 16, wide in 32, d doubles with NaN, yes/no and texts.
Table random_table(std::size_t rows, unsigned seed) {
  std::mt19937 random(seed);
  const auto draw = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  std::vector<Column> columns;
  for (const char* name : {"p1", "p2", "p3", "p4"}) {
    std::vector<std::int8_t> codes(rows);
    for (auto& code : codes) code = static_cast<std::int8_t>(draw(0, 20) == 0 ? draw(100, 127) : draw(1, 9));
    Variable variable = question(name);
    variable.missing.tags[1] = Missing::kNotAsked;
    variable.labels.numbers = {{1, "Uno"}, {2, "a"}, {3, "b"}};
    columns.push_back(stored(variable, std::move(codes)));
  }
  std::vector<std::int16_t> halves(rows);
  std::vector<std::int32_t> wide(rows);
  std::vector<double> doubles(rows);
  std::vector<std::int8_t> flags(rows);
  std::vector<std::string> letters(rows);
  std::vector<std::string> others(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    halves[row] = static_cast<std::int16_t>(draw(0, 9) == 0 ? draw(32741, 32767) : draw(-3, 5));
    wide[row] = draw(0, 9) == 0 ? 2147483621 : draw(-40000, 40000);
    doubles[row] = draw(0, 4) == 0 ? missing_value(static_cast<Missing>(draw(1, 6))) : draw(-8, 8) * 0.5;
    flags[row] = static_cast<std::int8_t>(draw(-1, 1));
    letters[row] = std::string(draw(0, 4) == 0 ? "" : draw(0, 1) == 0 ? "a" : "b");
    others[row] = std::string(draw(0, 1) == 0 ? "b" : "Uno");
  }
  columns.push_back(stored(variable_named("q"), std::move(halves)));
  columns.push_back(stored(variable_named("wide"), std::move(wide)));
  columns.push_back(testing::numbers("d", std::move(doubles)));
  columns.push_back(testing::numbers("label", std::vector<double>(rows, 3)));
  columns.push_back(Column::of_answers(variable_named("flag"), std::move(flags)));
  columns.push_back(Column::of_texts(variable_named("s"), letters));
  columns.push_back(Column::of_texts(variable_named("t"), others));
  return table_of(std::move(columns));
}

const std::vector<MissingPolicy>& policies() {
  using Kind = MissingPolicy::Kind;
  static const std::vector<MissingPolicy> all = {{Kind::kKleene, 0.8},
                                                 {Kind::kAnswered, 0.8},
                                                 {Kind::kAnswered, 0.5},
                                                 {Kind::kDhsZero, 0.8},
                                                 {Kind::kExcludeReport, 0.8}};
  return all;
}

void compare_rows(const Expression& expression, const Table& table, MissingPolicy policy, std::size_t step) {
  const Column column = evaluate(expression, table, "r", 2, policy);
  std::size_t different = 0;
  for (std::size_t row = 0; row < table.rows(); row += step) {
    auto naive = naive_value(expression, table, row, policy);
    if (column.is_text() && naive.missing != Missing::kNone) naive.missing = Missing::kSystem;
    if (!(value_of(column, row) == naive)) ++different;
  }
  CAPTURE(to_text(expression), static_cast<int>(policy.kind));
  CHECK(different == 0);
}

/// The stored values, bit by bit.
std::vector<std::uint64_t> bits(const Column& column) {
  std::vector<std::uint64_t> result;
  for (std::size_t row = 0; row < column.size(); ++row) {
    result.push_back(column.is_text() ? static_cast<std::uint64_t>(column.stored_texts().ids[row])
                                      : std::bit_cast<std::uint64_t>(column.number(row)));
  }
  return result;
}

}  // namespace

TEST_CASE("random expressions give what the plainest reading gives", "[expression][oracle]") {
  const Table table = random_table(100, 7);
  Writer writer(20250101);
  for (int i = 0; i < 2'000; ++i) {
    const Expression expression = parsed(writer.any_type());
    compare_rows(expression, table, policies()[static_cast<std::size_t>(i) % policies().size()], 1);
  }
}

TEST_CASE("large tables, where 16-bit codes are looked up, give the same as small ones",
          "[expression][oracle]") {
  const Table table = random_table(70'001, 8);
  Writer writer(4);
  for (int i = 0; i < 60; ++i) {
    const Expression expression = parsed(writer.any_type());
    compare_rows(expression, table, policies()[static_cast<std::size_t>(i) % policies().size()], 977);
  }
}

TEST_CASE("the canonical text reads back to the same expression", "[expression][property]") {
  Writer writer(99);
  for (int i = 0; i < 2'000; ++i) {
    const std::string text = writer.any_type();
    const Expression expression = parsed(text);
    const std::string canonical = to_text(expression);
    CAPTURE(text, canonical);
    REQUIRE(parsed(canonical) == expression);
    REQUIRE(to_text(parsed(canonical)) == canonical);
  }
}

TEST_CASE("the values are the same bits for any number of threads", "[expression][determinism]") {
  const Table table = random_table(200'003, 9);
  Writer writer(12);
  for (int i = 0; i < 12; ++i) {
    const Expression expression = parsed(writer.any_type());
    CAPTURE(to_text(expression));
    const auto one = bits(evaluate(expression, table, "r", 1));
    CHECK(bits(evaluate(expression, table, "r", 2)) == one);
    CHECK(bits(evaluate(expression, table, "r", 5)) == one);
  }
}

}  // namespace sondeo::expression
