#include <cmath>

#include <catch2/catch.hpp>

#include "engine/ingest/codes.hpp"
#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

FileDescription described(const Scratch& scratch, std::string_view bytes, const ReadOptions& options = {}) {
  return describe(scratch.file("data.csv", bytes), options);
}

Table table_of(const Scratch& scratch, std::string_view bytes, const ReadOptions& options = {}) {
  const FileDescription file = described(scratch, bytes, options);
  return read(file, file.names(), options);
}

Diagnostic refusal(std::string_view bytes, const ReadOptions& options = {}) {
  const Scratch scratch;
  return diagnostic_of([&] { static_cast<void>(table_of(scratch, bytes, options)); });
}

}  // namespace

TEST_CASE("numbers, texts and missing values of a CSV are told apart", "[ingest][csv]") {
  const Scratch scratch;
  const Table table = table_of(scratch, "id,peso,sexo\n1,0.5,M\n2,,H\n-3,1e3,\n");
  REQUIRE(table.rows() == 3);
  CHECK(table.find("id")->number(2) == -3);
  CHECK(table.find("peso")->number(0) == 0.5);
  CHECK(missing_reason(table.find("peso")->number(1)) == Missing::kSystem);
  CHECK(table.find("peso")->number(2) == 1000);
  CHECK(table.find("sexo")->text(1) == "H");
  CHECK(table.find("sexo")->stored_texts().ids[2] == -1);
  CHECK(std::holds_alternative<std::span<const std::int8_t>>(table.find("id")->stored_numbers()));
}

TEST_CASE("the separator and the decimal comma are detected", "[ingest][csv]") {
  const Scratch scratch;
  const FileDescription file = described(scratch, "a;b;c\n1,5;2;x\n-0,25;3;y\n");
  REQUIRE(file.dialect);
  CHECK(file.dialect->detected);
  CHECK(file.dialect->separator == ';');
  CHECK(file.dialect->decimal == ',');
  const Table table = read(file, file.names(), {});
  CHECK(table.find("a")->number(1) == -0.25);
  CHECK(described(scratch, "a\tb\n1\t2\n").dialect->separator == '\t');
  CHECK(described(scratch, "a|b\n1|2\n").dialect->separator == '|');
  CHECK(described(scratch, "a,b\n1,2\n").dialect->separator == ',');
}

TEST_CASE("a semicolon file with points keeps the point", "[ingest][csv]") {
  const Scratch scratch;
  const FileDescription file = described(scratch, "a;b\n1.5;x,y\n2.5;z\n");
  CHECK(file.dialect->decimal == '.');
  CHECK(read(file, file.names(), {}).find("a")->number(0) == 1.5);
}

TEST_CASE("a declared dialect is taken as it is", "[ingest][csv]") {
  const Scratch scratch;
  ReadOptions declared;
  declared.dialect = CsvDialect{.separator = ';', .quote = '\'', .decimal = ','};
  const Table table = table_of(scratch, "a;b\n'x;y';1,5\n'it''s';2\n", declared);
  CHECK(table.find("a")->text(0) == "x;y");
  CHECK(table.find("a")->text(1) == "it's");
  CHECK(table.find("b")->number(0) == 1.5);
}

TEST_CASE("a detected decimal mark is verified over the whole file", "[ingest][csv]") {
  // The sample speaks for a decimal comma; far behind it one row has a point.
  std::string csv = "a;b\n";
  for (int row = 0; row < 2000; ++row) csv += "1,5;2\n";
  csv += "1.5;2\n1,5;2\n";
  const Scratch scratch;
  const FileDescription file = described(scratch, csv);
  CHECK(file.variables[0].type == VariableType::kText);
  REQUIRE(file.findings.size() == 1);
  CHECK(file.findings[0].code == code::kCsvMostlyNumbers);
  CHECK(argument(file.findings[0], "variable") == "a");
  CHECK(argument(file.findings[0], "line") == "2002");
  CHECK(argument(file.findings[0], "count") == "1");
}

TEST_CASE("codes that a number would not keep stay texts", "[ingest][csv]") {
  const Scratch scratch;
  const Table table = table_of(scratch, "a,b,c,d\n007,1234567890123456,0.5,0\n12,2,0,1\n");
  CHECK(table.find("a")->text(0) == "007");
  CHECK(table.find("a")->text(1) == "12");
  CHECK(table.find("b")->text(0) == "1234567890123456");
  CHECK_FALSE(table.find("c")->is_text());
  CHECK_FALSE(table.find("d")->is_text());
}

TEST_CASE("words that are no numbers are not read as infinity or NaN", "[ingest][csv]") {
  const Scratch scratch;
  const Table table = table_of(scratch, "a,b,c\ninf,nan,0x10\n1,2,3\n");
  for (const auto& column : table.columns()) CHECK(column.is_text());
}

TEST_CASE("NA and a lone point among numbers are missing, and told", "[ingest][csv]") {
  const Scratch scratch;
  const FileDescription file = described(scratch, "a,b\n1,NA\nNA,x\n.,NA\n");
  REQUIRE(file.findings.size() == 1);
  CHECK(file.findings[0].code == code::kCsvMissingWords);
  CHECK(argument(file.findings[0], "count") == "2");
  const Table table = read(file, file.names(), {});
  CHECK(std::isnan(table.find("a")->number(1)));
  CHECK(table.find("b")->text(0) == "NA");
}

TEST_CASE("quoted fields may hold separators, quotes and line ends", "[ingest][csv]") {
  const Scratch scratch;
  const Table table = table_of(scratch, "a,b\r\n\"x, \"\"y\"\"\nz\",1\r\n\"\",2\r\n");
  REQUIRE(table.rows() == 2);
  CHECK(table.find("a")->text(0) == "x, \"y\"\nz");
  CHECK(table.find("a")->text(1).empty());
  CHECK(table.find("b")->number(1) == 2);
}

TEST_CASE("quoted numbers are numbers", "[ingest][csv]") {
  const Scratch scratch;
  CHECK(table_of(scratch, "a,b\n\"1\",x\n\"2\",y\n").find("a")->number(1) == 2);
}

TEST_CASE("the last line needs no end, blank lines are none, texts are right-trimmed", "[ingest][csv]") {
  const Scratch scratch;
  const Table table = table_of(scratch, "a,b\n1,x  \n\n2,  y");
  REQUIRE(table.rows() == 2);
  CHECK(table.find("b")->text(0) == "x");
  CHECK(table.find("b")->text(1) == "  y");
}

TEST_CASE("a file of one column keeps its blank lines as missing", "[ingest][csv]") {
  const Scratch scratch;
  const Table table = table_of(scratch, "a\n1\n\n3\n");
  REQUIRE(table.rows() == 3);
  CHECK(std::isnan(table.find("a")->number(1)));
}

TEST_CASE("a header without rows is a table without rows", "[ingest][csv]") {
  const Scratch scratch;
  CHECK(table_of(scratch, "a,b\n").rows() == 0);
}

TEST_CASE("a row with more or fewer fields is an error with its line", "[ingest][csv][message]") {
  const Diagnostic diagnostic = refusal("a,b\n\"x\ny\",1\n1,2,3\n");
  CHECK(diagnostic.code == code::kCsvRagged);
  CHECK(argument(diagnostic, "line") == "4");
  CHECK(argument(diagnostic, "found") == "3");
  CHECK(argument(diagnostic, "expected") == "2");
}

TEST_CASE("malformed CSV files are refused, each with its own reason", "[ingest][csv]") {
  CHECK(refusal("a,b\n1,\"x\n").code == code::kCsvOpenQuote);
  CHECK(refusal("a,b\n1,\"x\"y\n").code == code::kCsvAfterQuote);
  CHECK(refusal("a,,c\n1,2,3\n").code == code::kCsvEmptyName);
  CHECK(refusal("a,b,a\n1,2,3\n").code == code::kCsvDuplicateName);
  CHECK(refusal("\n\n").code == code::kCsvNoHeader);
  CHECK(refusal(std::string_view("a,b\n1,2\n3,\0\n", 11)).code == code::kCsvNulByte);
  CHECK(refusal("\xFF\xFE\x61").code == code::kCsvUtf16);
  CHECK(argument(refusal(std::string_view("a,b\n1,2\n3,\0\n", 11)), "line") == "3");
}

TEST_CASE("separator, quote and decimal mark must differ", "[ingest][csv]") {
  ReadOptions clash;
  clash.dialect = CsvDialect{.separator = ',', .quote = '"', .decimal = ','};
  CHECK(refusal("a,b\n1,2\n", clash).code == code::kDialectSameCharacter);
}

TEST_CASE("a byte order mark is no part of the first name", "[ingest][csv][encoding]") {
  const Scratch scratch;
  const FileDescription file = described(scratch,
                                         "\xEF\xBB\xBF"
                                         "a\xC3\xB1o,b\n1,2\n");
  CHECK(file.names() == std::vector<std::string>{"a\xC3\xB1o", "b"});
  CHECK(file.dialect->byte_order_mark);
}

TEST_CASE("bytes that are not UTF-8 are read as WINDOWS-1252, and the dialect says so",
          "[ingest][csv][encoding]") {
  const Scratch scratch;
  const FileDescription file = described(scratch,
                                         "a\xF1o,b\nEspa\xF1"
                                         "a,1\n");
  CHECK(file.encoding == "WINDOWS-1252");
  const Table table = read(file, file.names(), {});
  CHECK(table.find("a\xC3\xB1o")->text(0) ==
        "Espa\xC3\xB1"
        "a");
}

TEST_CASE("bytes outside the declared encoding are an error", "[ingest][csv][encoding]") {
  ReadOptions utf8;
  utf8.encoding = "UTF-8";
  const Diagnostic diagnostic = refusal(
      "a,b\nEspa\xF1"
      "a,1\n",
      utf8);
  CHECK(diagnostic.code == code::kTextUndecodable);
  CHECK(argument(diagnostic, "variables") == "a");
}

TEST_CASE("a CSV that changed since it was described is refused", "[ingest][csv]") {
  const Scratch scratch;
  const FileDescription file = described(scratch, "a,b\n1,2\n3,4\n");
  const std::vector<std::string> names = {"a"};
  for (const char* other : {"a,b\n1,2\n", "a,b\n1,2\n3,4\n5,6\n", "a,c\n1,2\n3,4\n", "a,b\nx,2\n3,4\n"}) {
    static_cast<void>(scratch.file("data.csv", other));
    CAPTURE(other);
    CHECK(code_of([&] { static_cast<void>(read(file, names, {})); }) == code::kFileChanged);
  }
}

TEST_CASE("a CSV over the memory limit is refused", "[ingest][csv]") {
  const Scratch scratch;
  const FileDescription file = described(scratch, "a,b\n1,2\n3,4\n");
  ReadOptions little;
  little.memory_limit = 31;
  CHECK(code_of([&] { static_cast<void>(read(file, file.names(), little)); }) == code::kMemoryLimit);
}
