#include "program/cli/flag_values.hpp"

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"

using namespace sondeo;       // NOLINT(google-build-using-namespace)
using namespace sondeo::cli;  // NOLINT(google-build-using-namespace)

namespace {

Written flag(const std::string& text) {
  return {text, {Origin::kCommandLine, "--flag", 1, 1, text.size(), text}};
}

template <typename Action>
Code code_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.diagnostic().code;
  }
  FAIL("no error");
  return {};
}

}  // namespace

TEST_CASE("a name is split off at the first single equals sign only") {
  const auto named = named_expression(flag("adult = age >= 18"));
  CHECK(named.name == "adult");
  CHECK(named.expression.text == "age >= 18");
  CHECK(named.expression.place.column == 9);
  for (const char* plain :
       {"a == 1", "a <= 1", "a >= 1", "a != 1", "label(x) == \"a=b\"", "`a=b` > 1", "VH_DV"}) {
    CAPTURE(plain);
    CHECK(named_expression(flag(plain)).name == plain);
    CHECK(named_expression(flag(plain)).expression.text == plain);
  }
}

TEST_CASE("a name without expression, and an expression without name, are refused") {
  CHECK(code_of([] { named_expression(flag("adult =")); }) == code::kFlagNoExpression);
  CHECK(code_of([] { named_expression(flag(" = x")); }) == code::kFlagEmpty);
  CHECK(code_of([] { named_expression(flag("  ")); }) == code::kFlagEmpty);
}

TEST_CASE("parts between commas keep their place") {
  const auto found = parts(flag("region, sex"));
  REQUIRE(found.size() == 2);
  CHECK(found.at(1).text == "sex");
  CHECK(found.at(1).place.column == 9);
  CHECK(code_of([] { parts(flag("region,")); }) == code::kFlagEmpty);
}

TEST_CASE("amounts of memory are powers of 1024") {
  CHECK(memory_size(flag("2G")) == 2ULL << 30U);
  CHECK(memory_size(flag("1.5K")) == 1536);
  CHECK(memory_size(flag("123")) == 123);
  CHECK(memory_size(flag("1GiB")) == 1ULL << 30U);
  CHECK(memory_size(flag("512MB")) == 512'000'000);
  CHECK(memory_size(flag("7B")) == 7);
  for (const char* wrong : {"", "G", "2X", "-1G", "0", "iB", "2BG", "2MiBB", "1e30G", "nan"}) {
    CAPTURE(wrong);
    CHECK(code_of([&] { memory_size(flag(wrong)); }) == code::kFlagMemory);
  }
}

TEST_CASE("numbers of flags have a point and nothing behind them") {
  CHECK(number(flag(".95")) == 0.95);
  for (const char* wrong : {"0,95", "0.95 ", "", "inf", "nan", "0x1p3x"}) {
    CAPTURE(wrong);
    CHECK(code_of([&] { number(flag(wrong)); }) == code::kFlagNotNumber);
  }
  CHECK(code_of([] { whole_number(flag("0"), 1, 8); }) == code::kFlagNotCount);
  CHECK(code_of([] { whole_number(flag("2.5"), 1, 8); }) == code::kFlagNotCount);
}

TEST_CASE("a decimal comma frees the separator") {
  const auto line = CommandLine::parse({"inspect", "f.csv", "--decimal", ","});
  const auto dialect = declared_dialect(line, "f.csv");
  REQUIRE(dialect);
  CHECK(dialect->separator == ';');
  CHECK(dialect->decimal == ',');
  CHECK_FALSE(declared_dialect(CommandLine::parse({"inspect", "f.csv"}), "f.csv"));
  CHECK(
      declared_dialect(CommandLine::parse({"inspect", "f.csv", "--separator", "tab"}), "f.csv")->separator ==
      '\t');
  CHECK(code_of([] {
          declared_dialect(CommandLine::parse({"inspect", "f.csv", "--separator", ";;"}), "f.csv");
        }) == code::kFlagOneCharacter);
}
