// What does not fit together is refused with its place and a proposal.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/expression/codes.hpp"
#include "tests/unit/expression/survey.hpp"
#include "tests/unit/expression/written.hpp"

namespace sondeo::expression {

namespace {

using testing::Fault;
using testing::fault_of;
using testing::numbers;
using testing::parsed;
using testing::stored;
using testing::table_of;
using testing::variable_named;

Table example() {
  Variable sex = variable_named("sex");
  sex.labels.numbers = {{1, "Hombre"}, {2, "Mujer"}, {9, "No responde"}};
  sex.missing.ranges = {{9, 9, Missing::kRefused}};
  std::vector<Column> columns = {
      numbers("age", {30}),
      numbers("p1", {1}),
      stored<std::int8_t>(sex, {2}),
      Column::of_texts(variable_named("region"), {"N"}),
      Column::of_answers(variable_named("flag"), {1}),
  };
  return table_of(std::move(columns));
}

struct Refusal {
  std::string text;
  Code code;
  std::size_t column;
  std::size_t length;
  std::string proposal;  ///< "(none)" where there is none
};

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> list = {
      {"age and flag", code::kNeedsCondition, 1, 3, "age == 1"},
      {"not age", code::kNeedsCondition, 5, 3, "age == 1"},
      {"flag or age + 1", code::kNeedsCondition, 9, 7, "age + 1 == 1"},
      {"if(p1, 1, 2)", code::kNeedsCondition, 4, 2, "p1 == 1"},
      {"any(p[1-2])", code::kNeedsCondition, 5, 6, "p[1-2] == 1"},
      {"count(p1)", code::kNeedsCondition, 7, 2, "p1 == 1"},
      {"flag and region", code::kNeedsConditionNotText, 10, 6, "(none)"},
      {"flag == 1", code::kNeedsNumberNotCondition, 1, 4, "flag"},
      {"flag == 0", code::kNeedsNumberNotCondition, 1, 4, "if(flag, 1, 0)"},
      {"age > (p1 == 1)", code::kNeedsNumberNotCondition, 7, 9, "if((p1 == 1), 1, 0)"},
      {"flag in {1}", code::kNeedsNumberNotCondition, 1, 4, "if(flag, 1, 0)"},
      {"flag between 0 and 1", code::kNeedsNumberNotCondition, 1, 4, "if(flag, 1, 0)"},
      {"cut(flag, 1)", code::kNeedsNumberNotCondition, 5, 4, "if(flag, 1, 0)"},
      {"floor(flag)", code::kNeedsNumberNotCondition, 7, 4, "if(flag, 1, 0)"},
      {"min(flag, 1)", code::kNeedsNumberNotCondition, 5, 4, "if(flag, 1, 0)"},
      {"recode(flag, 1 -> 2)", code::kNeedsNumberNotCondition, 8, 4, "if(flag, 1, 0)"},
      {"region + 1", code::kNeedsNumberNotText, 1, 6, "(none)"},
      {"sum(region)", code::kNeedsNumberNotText, 5, 6, "(none)"},
      {"cut(region, 1)", code::kNeedsNumberNotText, 5, 6, "(none)"},
      {"sex == \"Mujer\"", code::kCodedAgainstLabel, 1, 14, "sex == 2"},
      {"\"Mujer\" == sex", code::kCodedAgainstLabel, 1, 14, "sex == 2"},
      {"sex in {\"Mujer\"}", code::kCodedAgainstLabel, 1, 3, "sex == 2"},
      {"sex == \"Muger\"", code::kCodedAgainstText, 1, 14, "label(sex) == \"Muger\""},
      {"age == \"30\"", code::kNumberAgainstText, 1, 11, "(none)"},
      {"recode(age, \"a\" -> 1)", code::kNumberAgainstText, 8, 3, "(none)"},
      {"region == 1", code::kTextAgainstNumber, 1, 11, "region == \"1\""},
      {"region in {1}", code::kTextAgainstNumber, 1, 6, "region == \"1\""},
      {"recode(region, 1 -> 2)", code::kTextAgainstNumber, 8, 6, "region == \"1\""},
      {"region == age", code::kMixedResults, 1, 13, "(none)"},
      {"flag == region", code::kMixedResults, 1, 14, "(none)"},
      {"if(flag, 1, \"a\")", code::kMixedResults, 13, 3, "(none)"},
      {"if(flag, flag, 0)", code::kMixedResults, 16, 1, "(none)"},
      {"coalesce(age, region)", code::kMixedResults, 15, 6, "(none)"},
      {"recode(age, 1 -> \"a\", 2 -> 5)", code::kMixedResults, 28, 1, "(none)"},
      {"region < \"S\"", code::kOrderOfTexts, 1, 12, "(none)"},
      {"flag >= (age > 1)", code::kOrderOfConditions, 1, 17, "(none)"},
      {"label(sex) == \"Muger\"", code::kUnknownLabel, 15, 7, "(none)"},
      {"label(sex) in {\"Mujer\", \"x\"}", code::kUnknownLabel, 1, 10, "(none)"},
      {"label(sex) == \"No responde\"", code::kLabelOfMissing, 15, 13, "missing(sex, refused)"},
      {"label(age) == \"a\"", code::kNoValueLabels, 7, 3, "(none)"},
      {"label(age + 1) == \"a\"", code::kLabelNeedsVariable, 7, 7, "(none)"},
      {"age == missing", code::kComparedWithMissing, 1, 14, "missing(age)"},
      {"age != missing", code::kComparedWithMissing, 1, 14, "not missing(age)"},
      {"agee > 1", code::kUnreadVariable, 1, 4, "(none)"},
      {"any(q[1-9] == 1)", code::kPatternUnread, 5, 11, "(none)"},
  };
  return list;
}

}  // namespace

TEST_CASE("a fault of types is found where it is and comes with a proposal", "[expression][message]") {
  const Table table = example();
  for (const auto& refusal : refusals()) {
    CAPTURE(refusal.text);
    const Fault fault = fault_of([&] { check(parsed(refusal.text), table); });
    CHECK(fault.code == static_cast<int>(refusal.code));
    CHECK(fault.column == refusal.column);
    CHECK(fault.length == refusal.length);
    CHECK(fault.argument("proposal") == refusal.proposal);
    const Fault again = fault_of([&] { evaluate(parsed(refusal.text), table, "r"); });
    CHECK(again.code == fault.code);
  }
}

TEST_CASE("a wrong label is answered with the nearest labels, never with values", "[expression][message]") {
  const Table table = example();
  const Fault label = fault_of([&] { check(parsed("label(sex) == \"Muger\""), table); });
  CHECK(label.similar == std::vector<std::string>{"Mujer"});
  const Fault text = fault_of([&] { check(parsed("sex == \"Muger\""), table); });
  CHECK(text.similar == std::vector<std::string>{"Mujer"});
  CHECK(fault_of([&] { check(parsed("sex == \"Mujer\""), table); }).argument("code") == "2");
  CHECK(fault_of([&] { check(parsed("agee > 1"), table); }).similar == std::vector<std::string>{"age"});
}

TEST_CASE("check needs no rows", "[expression]") {
  const Table empty = table_of({numbers("age", {}), Column::of_texts(variable_named("region"), {})});
  CHECK(check(parsed("age > 1 and region == \"N\""), empty) == Type::kYesNo);
}

}  // namespace sondeo::expression
