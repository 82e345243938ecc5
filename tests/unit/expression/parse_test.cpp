#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/expression/codes.hpp"
#include "tests/unit/expression/written.hpp"

namespace sondeo::expression {

namespace {

using testing::Fault;
using testing::fault_of;
using testing::parsed;
using testing::written;

std::string canonical(const std::string& text) { return to_text(parsed(text)); }

Fault parse_fault(const std::string& text) {
  return fault_of([&] { parse(written(text)); });
}

struct Refusal {
  std::string text;
  Code code;
  std::size_t column;
  std::size_t length;
};

}  // namespace

TEST_CASE("operators hold as tightly as the language says", "[expression]") {
  CHECK(parsed("a + b * c - d") == parsed("(a + (b * c)) - d"));
  CHECK(parsed("-a * b") == parsed("(-a) * b"));
  CHECK(parsed("not a == 1 and b == 2 or c == 3") == parsed("((not (a == 1)) and (b == 2)) or (c == 3)"));
  CHECK(parsed("a + 1 == b * 2") == parsed("(a + 1) == (b * 2)"));
  CHECK(parsed("x between 1 and 5 and y in {1}") == parsed("(x between 1 and 5) and (y in {1})"));
  CHECK_FALSE(parsed("a - (b - c)") == parsed("a - b - c"));
  CHECK_FALSE(parsed("a and (b or c)") == parsed("a and b or c"));
  CHECK(parsed("(a or b) or c") == parsed("a or (b or c)"));
}

TEST_CASE("the canonical text has the parentheses that are needed and no more", "[expression]") {
  CHECK(canonical("((a))+(b*c)") == "a + b * c");
  CHECK(canonical("a-(b-c)") == "a - (b - c)");
  CHECK(canonical("sum((p*) - 7, -(p*))") == "sum((p*) - 7, -(p*))");  // "p* - 7" is a product
  CHECK(canonical("not(a or b)") == "not (a or b)");
  CHECK(canonical("(not a) == b") == "(not a) == b");
  CHECK(canonical("any( d105[a-g] in {1,2} )") == "any(d105[a-g] in {1, 2})");
  CHECK(canonical("recode(x,{1}->\"a\",{2,3}->'b',between 4 and 9->missing,else->\"z\")") ==
        "recode(x, 1 -> \"a\", {2, 3} -> \"b\", between 4 and 9 -> missing, else -> \"z\")");
  CHECK(canonical("missing( x,refused , dont_know)") == "missing(x, refused, dont_know)");
  CHECK(canonical("cut(x,-1,0,1e6)") == "cut(x, -1, 0, 1000000)");
  CHECK(canonical("- -x") == "--x");
}

TEST_CASE("names keep their spelling, backquotes only where they are needed", "[expression]") {
  CHECK(canonical("`age` + parent.V1") == "age + parent.V1");
  CHECK(canonical("`a\u00f1o$`") == "`a\u00f1o$`");
  CHECK(canonical("a\u00f1o") == "a\u00f1o");
  CHECK(canonical("`in`") == "`in`");
  CHECK(canonical("`1st` == 1") == "`1st` == 1");
  CHECK(canonical("`odd\\`name`") == "`odd\\`name`");
  CHECK(canonical("count == 1") == "count == 1");
}

TEST_CASE("a star ends a name only where no operand can follow", "[expression]") {
  CHECK(std::holds_alternative<Arithmetic>(parsed("a*b").root().content));
  CHECK(std::holds_alternative<Arithmetic>(parsed("a * -b").root().content));
  CHECK(canonical("any(P8_* in {1})") == "any(P8_* in {1})");
  CHECK(canonical("sum(P8_*)") == "sum(P8_*)");
  CHECK(canonical("sum(P8_*, x*y)") == "sum(P8_*, x * y)");
  CHECK(canonical("any(P8_*==1)") == "any(P8_* == 1)");
  CHECK(canonical("any(`a$`* between 1 and 2)") == "any(`a$`* between 1 and 2)");
}

TEST_CASE("patterns stand for the names that exist", "[expression]") {
  const std::vector<std::string> available = {"f01", "f02",   "f10",  "f2",   "pb",
                                              "pa",  "x_1_z", "P8_b", "P8_a", "q"};
  const NameContext context{available, "file.sav", "sondeo inspect file.sav"};
  using Names = std::vector<std::string>;
  CHECK(variables(parsed("any(f[01-12] == 1)"), context) == Names{"f01", "f02", "f10"});
  CHECK(variables(parsed("any(f[1-12] == 1)"), context) == Names{"f2", "f10"});
  CHECK(variables(parsed("sum(p[a-c])"), context) == Names{"pa", "pb"});
  CHECK(variables(parsed("sum(P8_*)"), context) == Names{"P8_b", "P8_a"});
  CHECK(variables(parsed("sum(x_[0-3]_z, q, p[b,a])"), context) == Names{"x_1_z", "q", "pb", "pa"});
  CHECK(variables(parsed("q + q * f2 + if(f10 == 1, q, pa)"), context) == Names{"q", "f2", "f10", "pa"});
}

TEST_CASE("an unknown name is refused with place, nearest names and the next command",
          "[expression][message]") {
  const std::vector<std::string> available = {"FAC_MUJ", "FAC_VIV", "age"};
  const NameContext context{available, "endireh.sav", "sondeo inspect endireh.sav --match 'FAC*'"};
  const Fault unknown = fault_of([&] { variables(parsed("age > 1 and FAC_MUJER > 2"), context); });
  CHECK(unknown.code == 3131);
  CHECK(unknown.column == 13);
  CHECK(unknown.length == 9);
  CHECK(unknown.argument("name") == "FAC_MUJER");
  CHECK(unknown.argument("source") == "endireh.sav");
  CHECK(unknown.similar.front() == "FAC_MUJ");
  CHECK(unknown.next == "sondeo inspect endireh.sav --match 'FAC*'");
  const Fault nothing = fault_of([&] { variables(parsed("any(FAC_MU[A-C] == 1)"), context); });
  CHECK(nothing.code == 3130);
  CHECK(nothing.column == 5);
  CHECK(nothing.argument("pattern") == "FAC_MU[A-C]");
  CHECK(nothing.similar == std::vector<std::string>{"FAC_MUJ"});
  CHECK(fault_of([&] { variables(parsed("Age"), context); }).code == 3131);
}

TEST_CASE("a fault of writing is found where it is", "[expression][message]") {
  const std::vector<Refusal> refusals = {
      {"", code::kExpressionEmpty, 1, 1},
      {"   ", code::kExpressionEmpty, 1, 3},
      {"x == \"ab", code::kExpressionUnterminated, 6, 3},
      {"`ab", code::kExpressionUnterminated, 1, 3},
      {"x == ``", code::kExpressionEmptyName, 6, 2},
      {"x == \"\"", code::kExpressionEmptyText, 6, 2},
      {"x # 1", code::kExpressionStrayCharacter, 3, 1},
      {"x == \u20ac", code::kExpressionStrayCharacter, 6, 3},
      {"a\u00f1o == \u00a7", code::kExpressionStrayCharacter, 9, 2},
      {"x = 1", code::kExpressionForeign, 3, 1},
      {"x <> 1", code::kExpressionForeign, 3, 2},
      {"x \u2265 1", code::kExpressionForeign, 3, 3},
      {"x == 1 && y == 2", code::kExpressionForeign, 8, 2},
      {"x == 1 AND y == 2", code::kExpressionForeign, 8, 3},
      {"(x == 1 OR y == 2)", code::kExpressionForeign, 9, 2},
      {"x not in {1}", code::kExpressionForeign, 3, 3},
      {"x == 1a", code::kExpressionNumber, 6, 2},
      {"x == 1e999", code::kExpressionNumber, 6, 5},
      {"x == )", code::kExpressionOperand, 6, 1},
      {"x ==", code::kExpressionOperandAtEnd, 5, 1},
      {"x y", code::kExpressionUnexpected, 3, 1},
      {"x)", code::kExpressionUnexpected, 2, 1},
      {"(x", code::kExpressionExpectedAtEnd, 3, 1},
      {"(x y)", code::kExpressionExpected, 4, 1},
      {"x in (1, 2)", code::kExpressionExpected, 6, 1},
      {"x between 1, 5", code::kExpressionExpected, 12, 1},
      {"x == and", code::kExpressionReservedWord, 6, 3},
      {"cont(x)", code::kExpressionUnknownFunction, 1, 4},
      {"floor(x, 2)", code::kExpressionArgumentCount, 1, 5},
      {"if(x == 1, 2)", code::kExpressionArgumentCount, 1, 2},
      {"cut(x)", code::kExpressionArgumentCount, 1, 3},
      {"any()", code::kExpressionArgumentCount, 1, 3},
      {"1 < x < 5", code::kExpressionChain, 1, 9},
      {"missing(x, refusd)", code::kExpressionUnknownReason, 12, 6},
      {"x in {1, y}", code::kExpressionCodeExpected, 10, 1},
      {"x in {1, \"a\"}", code::kExpressionMixedCodes, 10, 3},
      {"recode(x, 1 -> 2, 1 -> 3)", code::kExpressionCodeTwice, 19, 1},
      {"recode(x, between 3 and 1 -> 2)", code::kExpressionRangeOrder, 11, 15},
      {"cut(x, 1, 1)", code::kExpressionBreaksOrder, 11, 1},
      {"any(p[9-1] == 1)", code::kPatternRange, 7, 3},
      {"any(p[a-Z] == 1)", code::kPatternRange, 7, 3},
      {"any(p[1-99999] == 1)", code::kPatternSize, 5, 10},
      {"any(p[1-9 == 1)", code::kExpressionExpected, 11, 1},
      {"p[1-9] == 1", code::kPatternOutsideList, 1, 6},
      {"any(p[1-9] == q[1-9])", code::kPatternTwo, 15, 6},
  };
  for (const auto& refusal : refusals) {
    CAPTURE(refusal.text);
    const Fault fault = parse_fault(refusal.text);
    CHECK(fault.code == static_cast<int>(refusal.code));
    CHECK(fault.column == refusal.column);
    CHECK(fault.length == refusal.length);
  }
}

TEST_CASE("a fault of writing comes with a proposal", "[expression][message]") {
  CHECK(parse_fault("x = 1").argument("proposal") == "==");
  CHECK(parse_fault("x <> 1").argument("proposal") == "!=");
  CHECK(parse_fault("x AND y").argument("proposal") == "and");
  CHECK(parse_fault("x not in {1}").argument("proposal") == "not x in {...}");
  CHECK(parse_fault("15 <= age < 50").argument("proposal") == "15 <= age and age < 50");
  CHECK(parse_fault("a == b in {1}").argument("proposal") == "a == b and b in {1}");
  CHECK(parse_fault("a == b between 1 and 2").argument("proposal") == "a == b and b between 1 and 2");
  CHECK(parse_fault("cont(x)").similar.front() == "count");
  CHECK(parse_fault("missing(x, refusd)").similar == std::vector<std::string>{"refused"});
  CHECK(parse_fault("if(x)").argument("usage") == "if(x == 1, y, z)");
}

TEST_CASE("a fault on a later line is found there", "[expression][message]") {
  const auto text = std::string("age >= 15\nand sex = 2");
  try {
    parse({text, {Origin::kStudy, "study.toml", 10, 9, 1, "expr = '''"}});
    FAIL("no fault was found");
  } catch (const Error& error) {
    const Place place = error.diagnostic().place.value();
    CHECK(place.line == 11);
    CHECK(place.column == 9);
    CHECK(place.text == "and sex = 2");
    CHECK(error.diagnostic().number() == 3105);
  }
}

TEST_CASE("bytes that are not UTF-8 are refused where they stand", "[expression][message]") {
  const Fault fault = parse_fault("x == \"a\xf1o\"");
  CHECK(fault.code == static_cast<int>(code::kExpressionNotUtf8));
  CHECK(fault.column == 8);
  CHECK(parse_fault("\xc0\xaf").code == static_cast<int>(code::kExpressionNotUtf8));
  CHECK(parse_fault("\xed\xa0\x80").code == static_cast<int>(code::kExpressionNotUtf8));
}

TEST_CASE("nesting and size have limits", "[expression]") {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '(') + "x" + std::string(levels, ')');
  };
  CHECK(parse_fault(nested(199)).code == 0);
  CHECK(parse_fault(nested(200)).code == static_cast<int>(code::kExpressionTooDeep));
  CHECK(parse_fault(nested(100'000)).code == static_cast<int>(code::kExpressionTooDeep));
  CHECK(parse_fault(std::string(100'000, '-') + "x").code == static_cast<int>(code::kExpressionTooDeep));
  std::string sum = "x";
  for (int i = 0; i < 9'000; ++i) sum += i % 2 == 0 ? " + x" : " - 1";
  CHECK(parse_fault(sum).code == 0);
  CHECK(parsed(to_text(parsed(sum))) == parsed(sum));
  for (int i = 0; i < 2'000; ++i) sum += " + x";
  CHECK(parse_fault(sum).code == static_cast<int>(code::kExpressionTooLong));
}

}  // namespace sondeo::expression
