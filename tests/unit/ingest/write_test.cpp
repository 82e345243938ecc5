#include "engine/ingest/write.hpp"

#include <cstdlib>
#include <ctime>

#include <catch2/catch.hpp>

#include "engine/base/codes.hpp"
#include "engine/ingest/codes.hpp"
#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

Table one_column() {
  Variable variable;
  variable.name = "x";
  Table table(3);
  table.add(Column::of_numbers(variable, {1, 2, 3}));
  return table;
}

}  // namespace

TEST_CASE("a file that exists is replaced only when that is asked for", "[ingest]") {
  const Scratch scratch;
  const auto path = scratch.file("x.sav", "mine");
  CHECK(code_of([&] { write_sav(path, one_column()); }) == code::kOutputExists);
  CHECK(bytes_of(path) == "mine");
  write_sav(path, one_column(), {.overwrite = true, .label = {}, .timestamp = {}});
  CHECK(read_all(path, options()).rows() == 3);
}

TEST_CASE("a write that fails leaves nothing behind", "[ingest]") {
  const Scratch scratch;
  Variable bad;
  bad.name = "no good name";
  Table table(1);
  table.add(Column::of_numbers(bad, {1}));
  const Diagnostic diagnostic = diagnostic_of([&] { write_sav(scratch.path("x.sav"), table); });
  CHECK(diagnostic.code == code::kVariableDoesNotFit);
  CHECK(argument(diagnostic, "variable") == "no good name");
  CHECK(std::filesystem::is_empty(scratch.path("")));
}

TEST_CASE("a folder that does not exist is an error about the output", "[ingest]") {
  const Scratch scratch;
  CHECK(code_of([&] { write_sav(scratch.path("none/x.sav"), one_column()); }) == code::kOutputNoFolder);
}

TEST_CASE("more missing codes than SPSS can declare are refused", "[ingest]") {
  const Scratch scratch;
  Variable variable;
  variable.name = "x";
  variable.missing.ranges = {{6, 6}, {7, 7}, {8, 8}, {9, 9}};
  Table table(1);
  table.add(Column::of_numbers(variable, {1}));
  CHECK(code_of([&] { write_sav(scratch.path("x.sav"), table); }) == code::kMissingCodesDoNotFit);
}

TEST_CASE("with a given time the same table gives the same .sav bytes in every time zone",
          "[ingest][determinism]") {
  const Scratch scratch;
  const WriteOptions fixed{.overwrite = true, .label = {}, .timestamp = std::time_t{86400 * 365 + 3661}};
  const char* zone = std::getenv("TZ");
  const std::string before = zone == nullptr ? "" : zone;
  std::string first;
  for (const char* other : {"UTC", "America/Guatemala", "Asia/Tokyo"}) {
    ::setenv("TZ", other, 1);
    ::tzset();
    write_sav(scratch.path("x.sav"), one_column(), fixed);
    const std::string bytes = bytes_of(scratch.path("x.sav"));
    if (first.empty()) first = bytes;
    CAPTURE(other);
    CHECK(bytes == first);
  }
  zone == nullptr ? ::unsetenv("TZ") : ::setenv("TZ", before.c_str(), 1);
  ::tzset();
  CHECK(first.substr(92, 17) == "01 Jan 7101:01:01");
}
