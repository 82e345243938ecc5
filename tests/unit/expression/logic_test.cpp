// Truth tables: three-valued logic and the policies of missing answers.
#include <array>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/expression/naive.hpp"
#include "tests/unit/expression/survey.hpp"
#include "tests/unit/expression/written.hpp"

namespace sondeo::expression {

namespace {

using testing::parsed;
using testing::question;
using testing::stored;
using testing::table_of;
using testing::value_of;
using Kind = MissingPolicy::Kind;

constexpr std::array<std::int8_t, 3> kYesNoMissing = {1, 2, 8};  // of `== 1`: yes, no, missing (don't know)

/// Y, N or M for each row.
std::string letters(const Column& column) {
  std::string result;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const auto value = value_of(column, row);
    result += value.missing != Missing::kNone ? 'M' : value.number == 1 ? 'Y' : 'N';
  }
  return result;
}

/// Every pair of yes, no and missing, `a` running slowly.
Table pairs() {
  std::vector<std::int8_t> a;
  std::vector<std::int8_t> b;
  for (const auto first : kYesNoMissing) {
    for (const auto second : kYesNoMissing) {
      a.push_back(first);
      b.push_back(second);
    }
  }
  return table_of({stored(question("a"), a), stored(question("b"), b)});
}

std::string over_pairs(const std::string& text) { return letters(evaluate(parsed(text), pairs(), "r")); }

}  // namespace

TEST_CASE("and, or and not are Kleene's", "[expression][logic]") {
  //                                                    YY YN YM NY NN NM MY MN MM
  CHECK(over_pairs("a == 1 and b == 1") == std::string("YNMNNNMNM"));
  CHECK(over_pairs("a == 1 or b == 1") == std::string("YYYYNMYMM"));
  CHECK(over_pairs("all(a == 1, b == 1)") == std::string("YNMNNNMNM"));
  CHECK(over_pairs("any(a == 1, b == 1)") == std::string("YYYYNMYMM"));
  CHECK(over_pairs("not a == 1") == std::string("NNNYYYMMM"));
  CHECK(over_pairs("not (a == 1 and b == 1)") == over_pairs("a != 1 or b != 1"));
  CHECK(over_pairs("(a == 1) == (b == 1)") == std::string("YNMNYMMMM"));
  CHECK(over_pairs("(a == 1) != (b == 1)") == std::string("NYMYNMMMM"));
  CHECK(over_pairs("true or a == 1") == std::string("YYYYYYYYY"));
  CHECK(over_pairs("missing and a == 2") == std::string("NNNMMMMMM"));
}

TEST_CASE("if gives missing when its condition is missing", "[expression][logic]") {
  CHECK(over_pairs("if(a == 1, b == 1, true)") == std::string("YNMYYYMMM"));
  CHECK(over_pairs("if(a == 1, b == 1, missing)") == std::string("YNMMMMMMM"));
}

namespace {

/// Answers to one act: yes, no, don't know, not asked.
constexpr std::array<std::int8_t, 4> kActs = {1, 2, 8, 6};

/// Every pattern of answers to three acts.
Table batteries() {
  std::array<std::vector<std::int8_t>, 3> acts;
  for (const auto first : kActs) {
    for (const auto second : kActs) {
      for (const auto third : kActs) {
        acts[0].push_back(first);
        acts[1].push_back(second);
        acts[2].push_back(third);
      }
    }
  }
  return table_of(
      {stored(question("p1"), acts[0]), stored(question("p2"), acts[1]), stored(question("p3"), acts[2])});
}

std::string battery(const std::string& text, MissingPolicy policy) {
  return letters(evaluate(parsed(text), batteries(), "r", 1, policy));
}

struct PolicyCase {
  MissingPolicy policy;
  std::string expected;
};

/// By hand. Four blocks of 16 for the first act yes, no, don't know, not asked; in each four groups for the
/// second act; in each group the third act: yes, no, don't know, not asked.
const std::vector<PolicyCase>& policy_cases() {
  static const std::vector<PolicyCase> cases = {
      {{Kind::kKleene, 0.8},
       "YYYYYYYYYYYYYYYY"
       "YYYYYNMMYMMMYMMM"
       "YYYYYMMMYMMMYMMM"
       "YYYYYMMMYMMMYMMM"},
      // Of three asked all must be answered, of two both, of one that one.
      {{Kind::kAnswered, 0.8},
       "YYYYYYYYYYYYYYYY"
       "YYYYYNMNYMMMYNMN"
       "YYYYYMMMYMMMYMMM"
       "YYYYYNMNYMMMYNMM"},
      // Of three asked two, of two one (1/2 >= 0.5), of one that one.
      {{Kind::kAnswered, 0.5},
       "YYYYYYYYYYYYYYYY"
       "YYYYYNNNYNMNYNNN"
       "YYYYYNMNYMMMYNMM"
       "YYYYYNNNYNMMYNMM"},
      {{Kind::kDhsZero, 0.8},
       "YYYYYYYYYYYYYYYY"
       "YYYYYNNNYNNNYNNN"
       "YYYYYNNNYNNNYNNN"
       "YYYYYNNNYNNNYNNN"},
      {{Kind::kExplicitTotal, 0.8},
       "YYYYYYYYYYYYYYYY"
       "YYYYYNNNYNNNYNNN"
       "YYYYYNNNYNNNYNNN"
       "YYYYYNNNYNNNYNNN"},
      {{Kind::kExcludeReport, 0.8},
       "YYYYYYYYYYYYYYYY"
       "YYYYYNMMYMMMYMMM"
       "YYYYYMMMYMMMYMMM"
       "YYYYYMMMYMMMYMMM"},
  };
  return cases;
}

}  // namespace

TEST_CASE("each policy gives its truth table for every pattern of three acts", "[expression][logic]") {
  for (const auto& [policy, expected] : policy_cases()) {
    CAPTURE(static_cast<int>(policy.kind), policy.min_answered);
    CHECK(battery("any(p[1-3] == 1)", policy) == expected);
    CHECK(battery("p1 == 1 or p2 == 1 or p3 == 1", policy) == expected);
    CHECK(battery("any(p[1-3] in {1, 4})", policy) == expected);
    // Inside other operators the policy holds as well; explicit_total speaks of the whole.
    if (policy.kind != Kind::kExplicitTotal) {
      CHECK(battery("if(true, any(p[1-3] == 1), missing)", policy) == expected);
      CHECK(battery("true and not not (p1 == 1 or p2 == 1 or p3 == 1)", policy) == expected);
    }
  }
}

TEST_CASE("the share answered counts exactly, whatever the last bit says", "[expression][logic]") {
  // 25 acts, 14 answered: a share of 0.56 is enough although 0.56 * 25 is computed a little above 14.
  std::vector<Column> columns;
  for (char act = 'a'; act <= 'y'; ++act) {
    columns.push_back(
        stored<std::int8_t>(question({'p', act}), {act < 'o' ? std::int8_t{2} : std::int8_t{9}}));
  }
  const Table table = table_of(columns);
  CHECK(letters(evaluate(parsed("any(p[a-y] == 1)"), table, "r", 1, {Kind::kAnswered, 0.56})) == "N");
  CHECK(letters(evaluate(parsed("any(p[a-y] == 1)"), table, "r", 1, {Kind::kAnswered, 0.57})) == "M");
}

TEST_CASE("a single condition is one act for dhs_zero, and no act for answered", "[expression][logic]") {
  const Table table = table_of({stored<std::int8_t>(question("x"), {1, 2, 8, 6})});
  CHECK(letters(evaluate(parsed("x == 1"), table, "r", 1, {Kind::kDhsZero, 0.8})) == "YNNN");
  CHECK(letters(evaluate(parsed("x == 1"), table, "r", 1, {Kind::kAnswered, 0.8})) == "YNMM");
  CHECK(letters(evaluate(parsed("if(x == 1, true, missing)"), table, "r", 1, {Kind::kDhsZero, 0.8})) ==
        "YMMM");
  CHECK(letters(evaluate(parsed("if(x == 1, true, missing)"), table, "r", 1, {Kind::kExplicitTotal, 0.8})) ==
        "YNNN");
}

TEST_CASE("`all` and `and` keep Kleene's logic under every policy that is not about the whole",
          "[expression][logic]") {
  const std::string expected = battery("p1 == 1 and p2 == 1 and p3 == 1", {Kind::kKleene, 0.8});
  for (const Kind kind : {Kind::kAnswered, Kind::kDhsZero, Kind::kExcludeReport}) {
    CHECK(battery("all(p[1-3] == 1)", {kind, 0.8}) == expected);
  }
}

TEST_CASE("reasons of questions that were asked decide before those that were not", "[expression][logic]") {
  const Table table = table_of({stored<std::int8_t>(question("x"), {8, 8, 8, 6, 6, 7}),
                                stored<std::int8_t>(question("y"), {8, 9, 6, 6, 7, 7})});
  const std::vector<Missing> expected = {Missing::kDontKnow, Missing::kSystem,   Missing::kDontKnow,
                                         Missing::kNotAsked, Missing::kNotAsked, Missing::kNotApplicable};
  for (const std::string text : {"x == 1 or y == 1", "x == 1 and y == 1", "x == y", "x < y", "not (x == y)",
                                 "any(x == 1, y == 1)", "x between y and 3", "if(x == 1 or y == 1, 1, 2)"}) {
    CAPTURE(text);
    const Column result = evaluate(parsed(text), table, "r");
    for (std::size_t row = 0; row < expected.size(); ++row)
      CHECK(value_of(result, row).missing == expected[row]);
  }
}

}  // namespace sondeo::expression
