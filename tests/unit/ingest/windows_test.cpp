#include <cmath>
#include <functional>
#include <optional>

#include <catch2/catch.hpp>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/file_windows.hpp"
#include "engine/ingest/windows_ahead.hpp"
#include "engine/ingest/write.hpp"
#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

constexpr double kGone = std::numeric_limits<double>::quiet_NaN();

/// The same values as `whole` has from a row on.
void check_rows(const Table& whole, std::size_t first, const Table& part) {
  REQUIRE(part.columns().size() == whole.columns().size());
  for (std::size_t k = 0; k < part.columns().size(); ++k) {
    const Column& expected = whole.columns()[k];
    const Column& found = part.columns()[k];
    REQUIRE(found.name() == expected.name());
    std::size_t differing = 0;
    const auto all = expected.is_text() ? std::vector<double>() : expected.numbers();
    const auto some = found.is_text() ? std::vector<double>() : found.numbers();
    for (std::size_t row = 0; row < part.rows(); ++row) {
      if (expected.is_text()) {
        differing += found.text(row) != expected.text(first + row) ? 1U : 0U;
      } else {
        const bool both = std::isnan(some[row]) && std::isnan(all[first + row]);
        differing += !both && some[row] != all[first + row] ? 1U : 0U;
      }
    }
    CAPTURE(found.name(), first);
    CHECK(differing == 0);
  }
}

/// Reads a file whole, and by windows of at most so many rows, until none comes.
void check_all(const FileDescription& file, std::size_t rows,
               const std::function<std::optional<Table>()>& next) {
  const Table whole = read(file, file.names(), options());
  std::size_t done = 0;
  while (const auto part = next()) {
    REQUIRE(part->rows() <= rows);
    REQUIRE(done + part->rows() <= whole.rows());
    check_rows(whole, done, *part);
    done += part->rows();
  }
  CHECK(done == whole.rows());
}

void check_windows(const std::filesystem::path& path, std::size_t rows) {
  CAPTURE(path.string(), rows);
  const FileDescription file = describe(path, options());
  FileWindows windows(file, file.names(), options());
  check_all(file, rows, [&] { return windows.ended() ? std::nullopt : std::optional(windows.next(rows)); });
}

/// The same by windows that are read ahead, or when they are asked for.
void check_windows_ahead(const std::filesystem::path& path, std::size_t rows, bool ahead) {
  CAPTURE(path.string(), rows, ahead);
  const FileDescription file = describe(path, options());
  WindowsAhead windows(std::make_unique<FileWindows>(file, file.names(), options()), rows, ahead);
  check_all(file, rows, [&] { return windows.next(); });
  CHECK_FALSE(windows.next().has_value());
}

Variable named(const char* name) {
  Variable variable;
  variable.name = name;
  return variable;
}

/// Rows whose compressed lengths differ, so that windows end anywhere inside a group of control codes.
Table uneven(std::size_t rows) {
  std::vector<double> small(rows);
  std::vector<double> wide(rows);
  std::vector<std::string> texts(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    small[row] = row % 5 == 0 ? kGone : static_cast<double>(row % 97);
    wide[row] = row % 3 == 0 ? 1.0 / static_cast<double>(row + 1) : 7;
    texts[row] = row % 4 == 0 ? "" : std::string(row % 23, 'x') + std::to_string(row);
  }
  Table table(rows);
  table.add(Column::of_numbers(named("small"), small));
  table.add(Column::of_numbers(named("wide"), wide));
  table.add(Column::of_texts(named("text"), texts));
  return table;
}

/// A file that ends inside its last hundred rows.
FileDescription cut_off(const Scratch& scratch) {
  write_sav(scratch.path("u.sav"), uneven(331));
  const std::string bytes = bytes_of(scratch.path("u.sav"));
  return describe(scratch.file("cut.sav", bytes.substr(0, bytes.size() - 400)), options());
}

std::filesystem::path given(const char* name) {
  return std::string(SONDEO_SOURCE_DIR) + "/tests/unit/ingest/files/" + name;
}

}  // namespace

TEST_CASE("windows of any length hold the same rows as the whole file") {
  const Scratch scratch;
  const Table table = uneven(331);
  write_sav(scratch.path("u.sav"), table);
  write_dta(scratch.path("u.dta"), table);
  write_csv(scratch.path("u.csv"), table);
  for (const char* name : {"u.sav", "u.dta", "u.csv"}) {
    for (const std::size_t rows : {7U, 72U, 73U, 330U, 331U, 1000U}) check_windows(scratch.path(name), rows);
  }
}

TEST_CASE("windows of one row hold the rows of files that others wrote") {
  for (const char* name : {"pspp.sav", "pspp.zsav", "pspp-plain.sav", "stata105.dta", "stata114.dta",
                           "stata117.dta", "stata118.dta", "stata119.dta"}) {
    check_windows(given(name), 1);
    check_windows(given(name), 2);
  }
}

TEST_CASE("windows of survey files are the files") {
  const std::filesystem::path data = std::string(SONDEO_SOURCE_DIR) + "/../shared/data";
  for (const char* name :
       {"enusc-2023/enusc_2023.sav", "ncvs-2021/household.zsav", "ncvs-2021/incident.dta"}) {
    if (!std::filesystem::exists(data / name)) {
      WARN("not checked, absent: " << (data / name).string());
      continue;
    }
    check_windows(data / name, 9999);
  }
}

TEST_CASE("quoted line ends and blank lines of a CSV do not move a window") {
  const Scratch scratch;
  const auto path =
      scratch.file("q.csv", "\xEF\xBB\xBFid,note\r\n1,\"a\r\nb\"\r\n\r\n2,\"c \"\"d\"\"\"\r\n3,e");
  check_windows(path, 1);
  check_windows(path, 2);
}

TEST_CASE("a file cut off inside a later window is damaged") {
  const Scratch scratch;
  const FileDescription file = cut_off(scratch);
  FileWindows windows(file, file.names(), options());
  CHECK(windows.next(100).rows() == 100);
  CHECK(code_of([&] {
          while (!windows.ended()) static_cast<void>(windows.next(100));
        }) == code::kFileTruncated);
}

TEST_CASE("windows that are read ahead are the same windows") {
  const Scratch scratch;
  const Table table = uneven(331);
  write_sav(scratch.path("u.sav"), table);
  write_csv(scratch.path("u.csv"), table);
  for (const char* name : {"u.sav", "u.csv"}) {
    for (const std::size_t rows : {50U, 331U, 1000U}) {
      check_windows_ahead(scratch.path(name), rows, true);
      check_windows_ahead(scratch.path(name), rows, false);
    }
  }
  check_windows_ahead(scratch.file("none.csv", "a,b\n"), 10, true);
}

TEST_CASE("what is wrong with a window is said when it is asked for") {
  const Scratch scratch;
  const FileDescription file = cut_off(scratch);
  WindowsAhead windows(std::make_unique<FileWindows>(file, file.names(), options()), 100, true);
  CHECK(windows.next()->rows() == 100);
  CHECK(code_of([&] {
          while (windows.next()) {
          }
        }) == code::kFileTruncated);
  // One that is being read when nobody wants it any more is waited for.
  const WindowsAhead unread(std::make_unique<FileWindows>(file, file.names(), options()), 100, true);
}

TEST_CASE("a CSV that grows between two windows is another file") {
  const Scratch scratch;
  const auto path = scratch.file("g.csv", "a\n1\n2\n3\n");
  const FileDescription file = describe(path, options());
  FileWindows windows(file, file.names(), options());
  CHECK(windows.next(2).rows() == 2);
  static_cast<void>(scratch.file("g.csv", "a\n1\n2\n3\n4\n"));
  CHECK(code_of([&] { static_cast<void>(windows.next(2)); }) == code::kFileChanged);
}

TEST_CASE("portable files have no windows") {
  CHECK_FALSE(has_windows(FileFormat::kPor));
  CHECK(has_windows(FileFormat::kZsav));
}
