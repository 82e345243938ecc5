#include "engine/base/diagnostic.hpp"

#include <catch2/catch.hpp>

#include "engine/design/codes.hpp"
#include "program/cli/codes.hpp"

using namespace sondeo;

TEST_CASE("what a user wrote is 3xxx in a file and 2xxx on the command line") {
  Diagnostic diagnostic{code::kUnknownCommand, {}, {}, {}, {}};
  CHECK(diagnostic.exit_code() == 3);
  diagnostic.place = Place{};
  CHECK(diagnostic.exit_code() == 3);
  diagnostic.place->origin = Origin::kCommandLine;
  CHECK(diagnostic.exit_code() == 2);
}

TEST_CASE("data against the design keeps its code wherever it was asked from") {
  Diagnostic diagnostic{code::kLonelyPsu, {}, Place{Origin::kCommandLine, "--strata", 1, 1, 1, ""}, {}, {}};
  CHECK(diagnostic.exit_code() == 5);
}

TEST_CASE("the exception names code, place and arguments without a sentence") {
  const Error error(
      {code::kLonelyPsu, {{"count", "2"}}, Place{Origin::kStudy, "study.toml", 4, 9, 1, ""}, {}, {}});
  CHECK(std::string(error.what()) == "E5405 study.toml:4:9 count=2");
}

TEST_CASE("a place inside a text of several lines counts lines and bytes") {
  const Written written{"any(a,\n  b == 2)", {Origin::kStudy, "s.toml", 10, 5, 1, "expr = any(a,"}};
  const Place first = written.at(4, 1);
  CHECK(first.line == 10);
  CHECK(first.column == 9);
  const Place second = written.at(9, 1);
  CHECK(second.line == 11);
  CHECK(second.column == 3);
  CHECK(second.text == "  b == 2)");
}
