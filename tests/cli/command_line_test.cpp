#include "program/cli/command_line.hpp"

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"

namespace code = sondeo::code;
using sondeo::Diagnostic;
using sondeo::Error;
using sondeo::cli::CommandLine;

namespace {

Diagnostic fault_of(const std::vector<std::string>& arguments) {
  try {
    CommandLine::parse(arguments);
  } catch (const Error& error) {
    return error.diagnostic();
  }
  FAIL("no error");
  return {};
}

}  // namespace

TEST_CASE("a flag's value may follow it or its equals sign") {
  const auto line =
      CommandLine::parse({"tabulate", "f.sav", "--mean", "age", "--where=x == 1 and y = 2", "-o", "out"});
  CHECK(line.argument()->text == "f.sav");
  CHECK(line.value("--mean")->text == "age");
  CHECK(line.value("--where")->text == "x == 1 and y = 2");
  CHECK(line.value("--output")->text == "out");
  CHECK_FALSE(line.has("--deff"));
}

TEST_CASE("a repeatable flag takes one value each time and keeps their order") {
  const auto line = CommandLine::parse({"tabulate", "--mean", "a", "f.sav", "--mean", "b", "--mean=c"});
  REQUIRE(line.values("--mean").size() == 3);
  CHECK(line.values("--mean").at(1).text == "b");
  CHECK(line.values("--mean").at(2).text == "c");
  CHECK(line.argument()->text == "f.sav");
}

TEST_CASE("a value that begins with a minus sign or a bracket is a value") {
  CHECK(CommandLine::parse({"tabulate", "f.sav", "--where", "-x > 3"}).value("--where")->text == "-x > 3");
  const auto line = CommandLine::parse({"tabulate", "f.sav", "--mean", "[a,b]"});
  REQUIRE(line.values("--mean").size() == 1);
  CHECK(line.value("--mean")->text == "[a,b]");
}

TEST_CASE("language may stand before the command and a value may be a command's name") {
  const auto line = CommandLine::parse({"--lang", "es", "inspect", "check"});
  CHECK(line.value("--lang")->text == "es");
  CHECK(line.command_name() == "sondeo inspect");
  CHECK(line.argument()->text == "check");
}

TEST_CASE("a flag's value knows its flag as its place") {
  const auto value = CommandLine::parse({"tabulate", "f.sav", "--where", "a == 1"}).value("--where");
  const auto place = value->at(2, 2);
  CHECK(place.origin == sondeo::Origin::kCommandLine);
  CHECK(place.source == "--where");
  CHECK(place.column == 3);
  CHECK(place.text == "a == 1");
}

TEST_CASE("an unknown flag has its place in the whole line, quoted arguments before it included") {
  const auto fault = fault_of({"tabulate", "my file.sav", "--wheer", "x"});
  CHECK(fault.code == code::kUnknownFlag);
  CHECK(fault.number() == 2002);
  CHECK(fault.place->text == "sondeo tabulate 'my file.sav' --wheer x");
  CHECK(fault.place->column == 31);
  CHECK(fault.similar == std::vector<std::string>{"--where"});
}

TEST_CASE("an unknown flag is reported although the flag after it lacks nothing") {
  CHECK(fault_of({"tabulate", "--propotion", "x", "f.sav"}).code == code::kUnknownFlag);
  CHECK(fault_of({"--colour", "inspect", "f.sav"}).code == code::kUnknownFlag);
  CHECK(fault_of({"tabulate", "f.sav", "-x"}).code == code::kUnknownFlag);
}

TEST_CASE("a flag without value is reported wherever it stands") {
  CHECK(fault_of({"tabulate", "f.sav", "--mean"}).code == code::kFlagNeedsValue);
  CHECK(fault_of({"tabulate", "f.sav", "--weight", "--mean", "x"}).code == code::kFlagNeedsValue);
  CHECK(fault_of({"tabulate", "f.sav", "-o"}).code == code::kFlagNeedsValue);
}
