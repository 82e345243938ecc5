#include <cstring>

#include <catch2/catch.hpp>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/write.hpp"
#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

const std::filesystem::path kHostile =
    std::filesystem::path(SONDEO_SOURCE_DIR) / ".." / "shared" / "data" / "hostile";

Table small_table() {
  Table table(20);
  for (int k = 0; k < 6; ++k) {
    Variable variable;
    variable.name = "v" + std::to_string(k);
    variable.label = "etiqueta de la variable " + std::to_string(k);
    variable.labels.numbers = {{1, "S\xC3\xAD"}, {2, "No"}};
    std::vector<double> values(20);
    for (std::size_t row = 0; row < values.size(); ++row) values[row] = static_cast<double>(row) + 0.5 * k;
    table.add(Column::of_numbers(variable, values));
  }
  Variable text;
  text.name = "texto";
  std::vector<std::string> texts(20);
  for (std::size_t row = 0; row < texts.size(); ++row) texts[row] = std::string(row * 20, 'x');
  table.add(Column::of_texts(text, texts));
  return table;
}

/// Reads a file that may be anything: it works, or ends in an Error of class 4. Whatever else fails the test.
bool readable(const std::filesystem::path& path) {
  try {
    static_cast<void>(read_all(path, options()));
    return true;
  } catch (const Error& error) {
    CAPTURE(error.what());
    CHECK(error.diagnostic().exit_code() == 4);
    return false;
  }
}

bool available() {
  if (std::filesystem::exists(kHostile)) return true;
  WARN("skipped: " << kHostile << " is absent");
  return false;
}

}  // namespace

TEST_CASE("files made to break readers end in an error of class 4", "[ingest][hostile]") {
  if (!available()) return;
  for (const char* name : {"fuzz-crash.sav", "q1.sav", "r3.sav"}) {
    CAPTURE(name);
    CHECK_FALSE(readable(kHostile / name));
  }
}

TEST_CASE("a long text that begins with zero bytes does no harm", "[ingest][hostile]") {
  if (!available()) return;
  const Table table = read_all(kHostile / "r4.sav", options());
  REQUIRE(table.rows() == 6);
  // As PSPP 1.6.2 lists it.
  CHECK(table.find("txt")->text(0) == "texto \xC3\xA9 1");
}

TEST_CASE("a file cut off at any place is read or refused, never worse", "[ingest][hostile]") {
  const Scratch scratch;
  write_sav(scratch.path("whole.sav"), small_table());
  write_dta(scratch.path("whole.dta"), small_table());
  for (const char* format : {"sav", "dta"}) {
    const std::string whole = bytes_of(scratch.path(std::string("whole.") + format));
    REQUIRE(readable(scratch.path(std::string("whole.") + format)));
    for (std::size_t length = 1; length + 1 < whole.size(); length += 97) {
      const auto path = scratch.file(std::string("cut.") + format, std::string_view(whole).substr(0, length));
      CAPTURE(format, length);
      const bool good = readable(path);
      // Stata's closing parts may be missing; SPSS data may not.
      if (std::string_view(format) == "sav") CHECK_FALSE(good);
    }
  }
}

TEST_CASE("a file with any byte changed is read or refused, never worse", "[ingest][hostile]") {
  const Scratch scratch;
  write_sav(scratch.path("whole.sav"), small_table());
  write_dta(scratch.path("whole.dta"), small_table());
  for (const char* format : {"sav", "dta"}) {
    const std::string whole = bytes_of(scratch.path(std::string("whole.") + format));
    for (std::size_t at = 4; at < whole.size(); at += 41) {
      std::string changed = whole;
      changed[at] = static_cast<char>(~changed[at]);
      CAPTURE(format, at);
      readable(scratch.file(std::string("changed.") + format, changed));
    }
  }
}

TEST_CASE("more rows than a file can hold are refused before any is read", "[ingest][hostile]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  std::string bytes = bytes_of(scratch.path("a.sav"));
  const std::int32_t rows = 2'000'000'000;
  std::memcpy(bytes.data() + 80, &rows, sizeof(rows));
  const auto path = scratch.file("b.sav", bytes);
  const Diagnostic diagnostic = diagnostic_of([&] { static_cast<void>(describe(path, options())); });
  CHECK(diagnostic.code == code::kRowsImpossible);
  CHECK(argument(diagnostic, "declared") == "2000000000");
}

TEST_CASE("fewer rows than declared are an error that counts both", "[ingest][hostile][message]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  std::string bytes = bytes_of(scratch.path("a.sav"));
  const std::int32_t rows = 21;
  std::memcpy(bytes.data() + 80, &rows, sizeof(rows));
  const auto path = scratch.file("b.sav", bytes);
  const Diagnostic diagnostic = diagnostic_of([&] { static_cast<void>(read_all(path, options())); });
  CHECK(diagnostic.code == code::kFileTruncated);
  CHECK(argument(diagnostic, "rows") == "20");
  CHECK(argument(diagnostic, "declared") == "21");
}

TEST_CASE("a file that does not count its rows is read to its end", "[ingest]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  std::string bytes = bytes_of(scratch.path("a.sav"));
  const std::int32_t unknown = -1;
  std::memcpy(bytes.data() + 80, &unknown, sizeof(unknown));
  const auto path = scratch.file("b.sav", bytes);
  CHECK(describe(path, options()).rows == -1);
  const Table table = read_all(path, options());
  CHECK(table.rows() == 20);
  CHECK(table.find("v1")->number(19) == 19.5);
}

TEST_CASE("a reader that dies is an error about the file", "[ingest][hostile]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  const auto outcome = [&](const char* fault) {
    return code_of([&] { static_cast<void>(describe(scratch.path("a.sav"), options_with(fault))); });
  };
  CHECK(outcome("crash") == code::kReaderCrashed);
  CHECK(outcome("exit") == code::kReaderAnswer);
}

TEST_CASE("a reader that hangs is stopped when its time is over", "[ingest][hostile]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  ReadOptions patient = options_with("hang");
  patient.time_limit = 1;
  const Diagnostic diagnostic =
      diagnostic_of([&] { static_cast<void>(describe(scratch.path("a.sav"), patient)); });
  CHECK(diagnostic.code == code::kReaderTimeout);
  CHECK(argument(diagnostic, "seconds") == "1");
}

TEST_CASE("a reader that answers rubbish is not believed", "[ingest][hostile]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  for (const char* fault : {"rubbish", "shrink"}) {
    CAPTURE(fault);
    CHECK(code_of([&] { static_cast<void>(describe(scratch.path("a.sav"), options_with(fault))); }) ==
          code::kReaderAnswer);
  }
}

TEST_CASE("a reader program that is not there is named", "[ingest][message]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  ReadOptions none = options();
  none.reader_program = scratch.path("no-reader");
  CHECK(code_of([&] { static_cast<void>(describe(scratch.path("a.sav"), none)); }) ==
        code::kReaderNotStarted);
}

TEST_CASE("columns over the memory limit are refused before they are read", "[ingest]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  ReadOptions little = options();
  little.memory_limit = 1000;
  const Diagnostic diagnostic =
      diagnostic_of([&] { static_cast<void>(read_all(scratch.path("a.sav"), little)); });
  CHECK(diagnostic.code == code::kMemoryLimit);
  CHECK(diagnostic.exit_code() == 9);
}

TEST_CASE("files that are no survey files say what they are", "[ingest][message]") {
  const Scratch scratch;
  const auto outcome = [](const std::filesystem::path& path) {
    return code_of([&] { static_cast<void>(describe(path, options())); });
  };
  CHECK(outcome(scratch.path("none.sav")) == code::kFileAbsent);
  CHECK(outcome(scratch.path("")) == code::kFileNotRegular);
  CHECK(outcome(scratch.file("empty.sav", "")) == code::kFileEmpty);
  CHECK(outcome(scratch.file("text.sav", "a,b\n1,2\n")) == code::kFileNotItsFormat);
  CHECK(outcome(scratch.file("book.csv", "PK\x03\x04 and more")) == code::kFileIsWorkbook);
  CHECK(outcome(scratch.file("thing.json", "{}")) == code::kFileFormatUnknown);
}

TEST_CASE("a file that changed since it was described is refused", "[ingest]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  const FileDescription file = describe(scratch.path("a.sav"), options());
  Table other(20);
  other.add(*small_table().find("v3"));
  write_sav(scratch.path("a.sav"), other, {.overwrite = true, .label = {}, .timestamp = {}});
  const std::vector<std::string> names = {"v0"};
  CHECK(code_of([&] { static_cast<void>(read(file, names, options())); }) == code::kFileChanged);
}

TEST_CASE("the progress callback may stop the reading", "[ingest]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), small_table());
  // A reader that hangs never ends by itself: here only the callback ends it.
  ReadOptions told = options_with("hang");
  told.progress = [](std::size_t, std::size_t) { throw std::runtime_error("stopped"); };
  CHECK_THROWS_WITH(describe(scratch.path("a.sav"), told), "stopped");
}
