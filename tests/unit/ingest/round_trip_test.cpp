#include <cmath>
#include <cstdlib>
#include <limits>

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/narrow_column.hpp"
#include "engine/ingest/write.hpp"
#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

constexpr double kGone = std::numeric_limits<double>::quiet_NaN();

Variable named(const std::string& name, const std::string& label = "") {
  Variable variable;
  variable.name = name;
  variable.label = label;
  return variable;
}

/// Texts around and above the limit of 255 bytes, one with a letter of two bytes across it.
std::vector<std::string> long_texts() {
  std::vector<std::string> texts(5);
  texts[0].append(300, 'a').append("\xC3\xB1");
  texts[2].append(1000, 'b');
  texts[3].append("c");
  texts[4].append(254, 'd').append("\xC3\xB1").append(300, 'e');
  return texts;
}

/// Every kind of column that files know: narrow and wide numbers, fractions, dates, codes with user-missing
/// values and labels, short and very long texts.
Table sample() {
  Table table(5);
  table.add(Column::of_numbers(named("tiny"), {1, -128, 100, kGone, 0}));
  table.add(Column::of_numbers(named("small"), {101, -32768, 32740, kGone, 127}));
  table.add(Column::of_numbers(named("large"), {32741, 2147483620, -2147483648.0, kGone, 99999}));
  table.add(Column::of_numbers(named("huge"), {2147483621.0, 9007199254740993.0, -1e300, kGone, 1e-300}));
  table.add(Column::of_numbers(named("fraction"), {0.1, -0.25, 1.0 / 3.0, kGone, 123456.789}));
  Variable date = named("fecha", "Fecha de la entrevista");
  date.format = "DATE11";
  table.add(Column::of_numbers(date, {13866681600.0, 13866768000.0, kGone, 0, 1}));
  Variable coded = named("p601", "\xC2\xBFLa ha empujado?");
  coded.labels.numbers = {{1, "S\xC3\xAD"}, {2, "No"}, {8, "No sabe"}, {9, "No responde"}};
  coded.missing.ranges = {{8, 9}, {99, 99}};
  table.add(Column::of_numbers(coded, {1, 2, 8, 9, 99}));
  Variable sex = named("sexo", "Sexo");
  sex.labels.texts = {{"M", "Mujer"}, {"H", "Hombre"}};
  table.add(Column::of_texts(sex, {"M", "H", "", "M", "X"}));
  table.add(Column::of_texts(named("largo"), long_texts()));
  return table;
}

/// Texts equal, numbers equal, and missing for the same reason.
void check_same(const Column& left, const Column& right) {
  CAPTURE(left.name());
  REQUIRE(left.size() == right.size());
  REQUIRE(left.is_text() == right.is_text());
  for (std::size_t row = 0; row < left.size(); ++row) {
    CAPTURE(row);
    if (left.is_text()) {
      CHECK(left.text(row) == right.text(row));
      continue;
    }
    const double a = left.number(row);
    const double b = right.number(row);
    CHECK(missing_reason(a) == missing_reason(b));
    if (!std::isnan(a)) CHECK(a == b);
  }
}

}  // namespace

TEST_CASE("what is written as .sav is read back value by value, with labels and missing codes", "[ingest]") {
  const Scratch scratch;
  const auto path = scratch.path("all.sav");
  const Table table = sample();
  CHECK(write_sav(path, table, {.overwrite = false, .label = "Encuesta", .timestamp = {}}).empty());
  const FileDescription file = describe(path, options());
  CHECK(file.format == FileFormat::kSav);
  CHECK(file.rows == 5);
  CHECK(file.label == "Encuesta");
  CHECK(file.encoding == "UTF-8");
  CHECK(file.findings.empty());
  const Table back = read(file, file.names(), options());
  REQUIRE(back.names() == table.names());
  for (const auto& column : table.columns()) {
    const Column& read_column = *back.find(column.name());
    check_same(column, read_column);
    CHECK(read_column.variable().label == column.variable().label);
    CHECK(read_column.variable().labels.numbers == column.variable().labels.numbers);
    CHECK(read_column.variable().labels.texts == column.variable().labels.texts);
  }
  CHECK(back.find("fecha")->variable().format == "DATE11");
  CHECK(back.find("p601")->variable().missing.reason(8) == Missing::kOther);
  CHECK(back.find("p601")->variable().missing.reason(99) == Missing::kOther);
  CHECK(back.find("p601")->variable().missing.reason(2) == Missing::kNone);
}

TEST_CASE("user-missing codes stay stored as codes", "[ingest]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), sample());
  const Table back = read_all(scratch.path("a.sav"), options());
  const auto& stored = std::get<std::span<const std::int8_t>>(back.find("p601")->stored_numbers());
  CHECK(std::vector<int>(stored.begin(), stored.end()) == std::vector<int>{1, 2, 8, 9, 99});
}

TEST_CASE("numbers are stored in the narrowest type that holds them", "[ingest]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), sample());
  const Table back = read_all(scratch.path("a.sav"), options());
  CHECK(std::holds_alternative<std::span<const std::int8_t>>(back.find("tiny")->stored_numbers()));
  CHECK(std::holds_alternative<std::span<const std::int16_t>>(back.find("small")->stored_numbers()));
  CHECK(std::holds_alternative<std::span<const std::int32_t>>(back.find("large")->stored_numbers()));
  CHECK(std::holds_alternative<std::span<const double>>(back.find("huge")->stored_numbers()));
  CHECK(std::holds_alternative<std::span<const double>>(back.find("fraction")->stored_numbers()));
}

TEST_CASE("what is written as .dta is read back value by value", "[ingest]") {
  const Scratch scratch;
  const auto path = scratch.path("all.dta");
  const Table table = sample();
  const Diagnostics findings = write_dta(path, table);
  // The missing ranges of p601 and the labels of the text sexo cannot be kept.
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].code == code::kMissingCodesNotWritten);
  CHECK(findings[1].code == code::kLabelsNotWritten);
  const Table back = read_all(path, options());
  REQUIRE(back.names() == table.names());
  for (const auto& column : table.columns()) {
    Variable plain = column.variable();
    plain.missing = {};
    check_same(column.with(plain), *back.find(column.name()));
    CHECK(back.find(column.name())->variable().label == column.variable().label);
    CHECK(back.find(column.name())->variable().labels.numbers == column.variable().labels.numbers);
  }
}

TEST_CASE("Stata's missing tags and their labels survive", "[ingest]") {
  const Scratch scratch;
  Variable whole;
  whole.name = "whole";
  whole.labels.tags = {{'a', "no sabe"}, {'z', "no responde"}};
  Variable real;
  real.name = "real";
  Table table(4);
  const double a = ingest::detail::tagged_missing('a');
  const double z = ingest::detail::tagged_missing('z');
  table.add(Column::of_numbers(whole, {1, a, z, kGone}));
  table.add(Column::of_numbers(real, {0.5, z, a, kGone}));
  write_dta(scratch.path("t.dta"), table);
  const FileDescription file = describe(scratch.path("t.dta"), options());
  CHECK(file.variables[0].labels.tags == whole.labels.tags);
  const Table back = read(file, file.names(), options());
  Variable reasons = file.variables[0];
  reasons.missing.tags[0] = Missing::kDontKnow;
  reasons.missing.tags[25] = Missing::kRefused;
  for (const char* name : {"whole", "real"}) {
    CAPTURE(name);
    const Column column = back.find(name)->with(reasons);
    CHECK(missing_reason(column.number(0)) == Missing::kNone);
    CHECK(missing_reason(column.number(name == std::string("whole") ? 1 : 2)) == Missing::kDontKnow);
    CHECK(missing_reason(column.number(name == std::string("whole") ? 2 : 1)) == Missing::kRefused);
    CHECK(missing_reason(column.number(3)) == Missing::kSystem);
  }
}

TEST_CASE("columns come in the order asked for, and no others", "[ingest]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), sample());
  write_dta(scratch.path("a.dta"), sample());
  const std::vector<std::string> names = {"largo", "fraction", "sexo", "tiny"};
  for (const char* name : {"a.sav", "a.dta"}) {
    CAPTURE(name);
    const FileDescription file = describe(scratch.path(name), options());
    const Table table = read(file, names, options());
    CHECK(table.names() == names);
    CHECK(table.find("tiny")->number(1) == -128);
    CHECK(table.find("sexo")->text(1) == "H");
    CHECK(table.find("largo")->text(3) == "c");
    CHECK(read(file, {}, options()).rows() == 5);
  }
}

TEST_CASE("a name that the file lacks is an error with the nearest names", "[ingest][message]") {
  const Scratch scratch;
  write_sav(scratch.path("a.sav"), sample());
  const FileDescription file = describe(scratch.path("a.sav"), options());
  const std::vector<std::string> names = {"sexxo"};
  const Diagnostic diagnostic = diagnostic_of([&] { static_cast<void>(read(file, names, options())); });
  CHECK(diagnostic.code == code::kVariableNotInFile);
  CHECK(argument(diagnostic, "name") == "sexxo");
  CHECK(diagnostic.similar == std::vector<std::string>{"sexo"});
}

TEST_CASE("texts of every width around the segment limits survive in .sav", "[ingest]") {
  const Scratch scratch;
  Table table(2);
  const std::vector<std::size_t> widths = {1,   7,   8,   9,   248, 249, 252, 254,
                                           255, 256, 257, 503, 504, 505, 510, 2000};
  for (const std::size_t width : widths) {
    // The last letter has two bytes, so that a byte lost or doubled between segments shows.
    std::vector<std::string> texts(2, "x");
    texts[0].clear();
    while (texts[0].size() + 2 < width) texts[0].push_back(static_cast<char>('a' + texts[0].size() % 23));
    texts[0].append(width > 1 ? "\xC3\xB1" : "z");
    table.add(Column::of_texts(named(fmt::format("t{}", width)), texts));
  }
  write_sav(scratch.path("w.sav"), table);
  const Table back = read_all(scratch.path("w.sav"), options());
  for (const auto& column : table.columns()) check_same(column, *back.find(column.name()));
}

TEST_CASE("text codes declared missing are missing", "[ingest]") {
  const Scratch scratch;
  Variable variable = named("estado");
  variable.missing.texts = {{"NR", Missing::kOther}};
  Table table(3);
  // Written as data: the declared text must be in the file, so the table must not know it as missing yet.
  table.add(Column::of_texts(named("estado"), {"A", "NR", "B"}).with(named("estado")));
  Table declared(3);
  const Column& plain = *table.find("estado");
  declared.add(Column(variable, plain.stored_texts(), std::make_shared<Column>(plain)));
  write_sav(scratch.path("m.sav"), declared);
  const Table back = read_all(scratch.path("m.sav"), options());
  CHECK(back.find("estado")->text(0) == "A");
  CHECK(back.find("estado")->stored_texts().ids[1] == -1);
  CHECK(back.find("estado")->text(2) == "B");
}
