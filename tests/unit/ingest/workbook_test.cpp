#include "engine/ingest/workbook.hpp"

#include <map>
#include <string>

#include <catch2/catch.hpp>
#include <zip.h>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/workbook_table.hpp"
#include "scratch.hpp"

// Workbooks are zipped here part by part, so that each fault is the only one; files/offices.xlsx is of
// openpyxl (files/offices.py) and has what people's files have.
namespace sondeo::ingest {

namespace {

using test::argument;
using test::code_of;
using test::diagnostic_of;
using test::Scratch;

using Parts = std::map<std::string, std::string>;

const std::string kRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A workbook with one sheet, "data", of these rows.
Parts workbook(const std::string& rows, const std::string& shared = "") {
  const std::string id = R"(<Relationship Id="rId)";
  Parts parts;
  parts["_rels/.rels"] = "<Relationships>" + id + R"(1" Type=")" + kRelationships +
                         R"(officeDocument" Target="xl/workbook.xml"/></Relationships>)";
  parts["xl/workbook.xml"] =
      R"(<workbook><sheets><sheet name="data" sheetId="7" r:id="rId1"/></sheets></workbook>)";
  parts["xl/_rels/workbook.xml.rels"] = "<Relationships>" + id + R"(1" Type=")" + kRelationships +
                                        R"(worksheet" Target="/xl/worksheets/sheet1.xml"/>)" + id +
                                        R"(2" Type=")" + kRelationships +
                                        R"(sharedStrings" Target="sharedStrings.xml"/></Relationships>)";
  parts["xl/sharedStrings.xml"] = "<sst>" + shared + "</sst>";
  parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  return parts;
}

std::filesystem::path zipped(const Scratch& scratch, const Parts& parts, bool encrypted = false) {
  const auto path = scratch.path("book.xlsx");
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  REQUIRE(archive != nullptr);
  for (const auto& [name, bytes] : parts) {
    auto* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const auto index = zip_file_add(archive, name.c_str(), source, 0);
    REQUIRE(index >= 0);
    if (encrypted)
      zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_128, "secret");
  }
  REQUIRE(zip_close(archive) == 0);
  return path;
}

Diagnostic outcome(const Parts& parts, const WorkbookLimits& limits = {}) {
  const Scratch scratch;
  const auto path = zipped(scratch, parts);
  return diagnostic_of([&] { static_cast<void>(read_workbook(path, limits)); });
}

WorkbookSheet sheet_of(const std::string& rows, const std::string& shared = "") {
  const Scratch scratch;
  return read_workbook(zipped(scratch, workbook(rows, shared))).sheets.at(0);
}

std::string repeated(std::size_t count, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("a workbook of an office gives its sheets, cells, places and stored values", "[ingest][workbook]") {
  const Workbook book = read_workbook(SONDEO_SOURCE_DIR "/tests/unit/ingest/files/offices.xlsx");
  CHECK(book.names() == std::vector<std::string>{"Notas", "Poblaci\u00f3n", "oculta"});
  CHECK_FALSE(book.sheets[1].hidden);
  CHECK(book.sheets[2].hidden);
  const WorkbookSheet* sheet = book.find("Poblaci\u00f3n");
  REQUIRE(sheet != nullptr);
  CHECK(sheet->rows() == 5);
  CHECK(sheet->columns() == 4);
  CHECK(sheet->find(1, 1)->text == "region");
  CHECK(sheet->find(2, 1)->text == "San Jos\u00e9 & Heredia");
  CHECK(sheet->find(2, 3)->number == 1250000.5);
  CHECK(sheet->find(2, 3)->place() == "C2");
  CHECK(sheet->find(2, 4)->kind == CellKind::kYesNo);
  CHECK(sheet->find(4, 3)->kind == CellKind::kUncalculated);
  CHECK(sheet->find(5, 3)->kind == CellKind::kFault);
  CHECK(sheet->find(5, 3)->text == "#N/A");
  CHECK(sheet->find(5, 4)->number == 45292);  // 2024-01-01
  CHECK(sheet->find(3, 1) == nullptr);
  CHECK(sheet->shown(3, 1)->text == "San Jos\u00e9 & Heredia");
  CHECK(book.find("poblacion") == nullptr);
}

TEST_CASE("every way of storing a text or a number is read", "[ingest][workbook]") {
  const auto sheet = sheet_of(
      R"(<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>)"
      R"(<row r="4"><c r="AB4" t="str"><f>A1</f><v>made</v></c><c r="AC4"><f>1+1</f><v>2</v></c><c r="AD4" s="3"/>)"
      R"(<c r="AE4" t="n"><v>-1.5E-3</v></c><c r="AF4" t="b"><v>0</v></c><c r="AG4" t="d"><v>2024-01-01</v></c></row>)",
      R"(<si><t xml:space="preserve"> a_x000D_b_x005F_ </t></si><si><r><t>two</t></r><r><rPr/><t xml:space="preserve"> runs</t></r><rPh><t>no</t></rPh></si>)");
  CHECK(sheet.find(1, 1)->text == " a\rb_ ");
  CHECK(sheet.find(1, 2)->text == "two runs");
  CHECK(sheet.find(1, 3)->text == "inline");
  CHECK(sheet.find(4, 28)->text == "made");
  CHECK(sheet.find(4, 28)->place() == "AB4");
  CHECK(sheet.find(4, 29)->number == 2);
  CHECK(sheet.find(4, 30) == nullptr);
  CHECK(sheet.find(4, 31)->number == -0.0015);
  CHECK(sheet.find(4, 32)->kind == CellKind::kYesNo);
  CHECK(sheet.find(4, 33)->text == "2024-01-01");
}

TEST_CASE("prefixes of XML and other cases of part names do no harm", "[ingest][workbook]") {
  Parts parts = workbook("");
  parts["xl/worksheets/sheet1.xml"] =
      R"(<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="C2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>)";
  auto strings = parts.extract("xl/sharedStrings.xml");
  strings.key() = "xl/SharedStrings.xml";
  parts.insert(std::move(strings));
  const Scratch scratch;
  CHECK(read_workbook(zipped(scratch, parts)).sheets[0].find(2, 3)->number == 5);
}

TEST_CASE("files that are no .xlsx say what they are", "[ingest][workbook][message]") {
  const Scratch scratch;
  const auto of = [&](const std::string& bytes) {
    return diagnostic_of([&] { static_cast<void>(read_workbook(scratch.file("a.xlsx", bytes))); });
  };
  using namespace std::string_literals;
  CHECK(of("region,total\n").code == code::kWorkbookNotOne);
  CHECK(of("").code == code::kFileEmpty);
  const Diagnostic old = of("\xD0\xCF\x11\xE0 and more");
  CHECK(old.code == code::kWorkbookFormat);
  CHECK(argument(old, "format") == "xls");
  CHECK(of("\xD0\xCF\x11\xE0 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s).code ==
        code::kWorkbookEncrypted);
  const Diagnostic cut = of("PK\x03\x04 and more");
  CHECK(cut.code == code::kWorkbookDamaged);
  CHECK(cut.exit_code() == 4);
  const Diagnostic calc =
      outcome({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}});
  CHECK(argument(calc, "format") == "ods");
  CHECK(argument(outcome({{"xl/workbook.bin", "x"}}), "format") == "xlsb");
  CHECK(outcome({{"word/document.xml", "<a/>"}}).code == code::kWorkbookNotOne);
}

TEST_CASE("a workbook with a password is told so", "[ingest][workbook][message]") {
  const Scratch scratch;
  const auto path = zipped(scratch, workbook(""), true);
  CHECK(code_of([&] { static_cast<void>(read_workbook(path)); }) == code::kWorkbookEncrypted);
}

TEST_CASE("parts that are not there are named", "[ingest][workbook][message]") {
  for (const std::string part : {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
                                 "xl/worksheets/sheet1.xml"}) {
    Parts parts = workbook("");
    parts.erase(part);
    const Diagnostic diagnostic = outcome(parts);
    CHECK(diagnostic.code == code::kWorkbookPartAbsent);
    CHECK(argument(diagnostic, "part") == part);
  }
}

TEST_CASE("hostile workbooks are refused before they cost memory", "[ingest][workbook][hostile]") {
  WorkbookLimits limits;
  limits.part_bytes = 1 << 20;
  limits.cells = 1000;
  limits.total_bytes = 3 << 20;
  SECTION("a part that unpacks to more than it may") {
    Parts parts = workbook("");
    parts["xl/worksheets/sheet1.xml"] = std::string(2 << 20, ' ');
    const Diagnostic diagnostic = outcome(parts, limits);
    CHECK(diagnostic.code == code::kWorkbookTooLarge);
    CHECK(argument(diagnostic, "limit") == "1 MB");
  }
  SECTION("more parts than anybody needs") {
    limits.entries = 4;
    CHECK(outcome(workbook(""), limits).code == code::kWorkbookTooLarge);
  }
  SECTION("more cells than the limit") {
    CHECK(outcome(workbook("<row>" + repeated(1001, "<c><v>1</v></c>") + "</row>"), limits).code ==
          code::kWorkbookTooLarge);
  }
  SECTION("one long text in many cells") {
    const auto rows = "<row>" + repeated(100, R"(<c t="s"><v>0</v></c>)") + "</row>";
    CHECK(outcome(workbook(rows, "<si><t>" + std::string(500'000, 'a') + "</t></si>"), limits).code ==
          code::kWorkbookTooLarge);
  }
  SECTION("entities") {
    Parts parts = workbook("");
    parts["xl/sharedStrings.xml"] =
        R"(<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>)";
    CHECK(outcome(parts, limits).code == code::kWorkbookDamaged);
  }
  SECTION("XML within XML a hundred thousand deep") {
    Parts parts = workbook("");
    parts["xl/worksheets/sheet1.xml"] = repeated(100'000, "<a>") + repeated(100'000, "</a>");
    CHECK(outcome(parts).code == Code{});
  }
}

TEST_CASE("damage in a sheet is told with its cell", "[ingest][workbook][hostile]") {
  const auto where = [](const std::string& rows) {
    const Diagnostic diagnostic = outcome(workbook(rows));
    return diagnostic.code == code::kWorkbookDamaged ? argument(diagnostic, "part") : std::string("?");
  };
  const std::string sheet = "xl/worksheets/sheet1.xml ";
  CHECK(where(R"(<row><c r="B7" t="s"><v>0</v></c></row>)") == sheet + "B7");
  CHECK(where(R"(<row><c r="B7"><v>1,5</v></c></row>)") == sheet + "B7");
  CHECK(where(R"(<row><c r="B7"><v>nan</v></c></row>)") == sheet + "B7");
  CHECK(where(R"(<row><c r="B7" t="z"><v>1</v></c></row>)") == sheet + "B7");
  CHECK(where(R"(<row><c r="B7"><v>1</v></c><c r="B7"><v>1</v></c></row>)") == sheet + "B7");
  CHECK(where(R"(<row><c r="XFE1"><v>1</v></c></row>)") == sheet + "XFE1");
  CHECK(where(R"(<row r="0"><c/></row>)") == sheet + "0");
  CHECK(where(R"(<row r="99999999999"><c/></row>)") == sheet + "99999999999");
  CHECK(where("<row>") == "xl/worksheets/sheet1.xml");
  CHECK(where("<row><c t=\"inlineStr\"><is><t>\xC3</t></is></c></row>") == "xl/worksheets/sheet1.xml");
}

TEST_CASE("a sheet's columns become a table as a CSV's do", "[ingest][workbook]") {
  const Scratch scratch;
  const auto book = read_workbook(zipped(
      scratch,
      workbook(
          R"(<row><c t="inlineStr"><is><t> region </t></is></c><c t="inlineStr"><is><t>total</t></is></c></row>)"
          R"(<row><c t="inlineStr"><is><t>01</t></is></c><c><v>60</v></c></row>)"
          R"(<row><c><v>7</v></c></row><row><c r="B4"><v>50.5</v></c></row>)")));
  const auto& sheet = chosen_sheet(book, std::nullopt);
  CHECK(names_of_sheet(sheet) == std::vector<std::string>{"region", "total"});
  const std::vector<std::string> names{"region", "total"};
  const Table table = table_of_sheet(book, sheet, names);
  REQUIRE(table.rows() == 3);
  CHECK(table.find("region")->text(0) == "01");
  CHECK(table.find("region")->text(1) == "7");
  CHECK(table.find("region")->text(2).empty());
  CHECK(table.find("total")->number(0) == 60);
  CHECK(std::isnan(table.find("total")->number(1)));
  CHECK(table.find("total")->number(2) == 50.5);
}

TEST_CASE("which sheet is meant is asked for, not guessed", "[ingest][workbook][message]") {
  const Workbook book = read_workbook(SONDEO_SOURCE_DIR "/tests/unit/ingest/files/offices.xlsx");
  const Diagnostic needed = diagnostic_of([&] { static_cast<void>(chosen_sheet(book, std::nullopt)); });
  CHECK(needed.code == code::kSheetNeeded);
  CHECK(argument(needed, "known") == "Notas, Poblaci\u00f3n");
  const Diagnostic absent = diagnostic_of([&] {
    static_cast<void>(chosen_sheet(book, Written{"Poblacion", {}}));
  });
  CHECK(absent.code == code::kSheetAbsent);
  CHECK(absent.similar == std::vector<std::string>{"Poblaci\u00f3n"});
  const std::vector<std::string> total{"total"};
  const Diagnostic value = diagnostic_of([&] {
    static_cast<void>(table_of_sheet(book, chosen_sheet(book, Written{"Poblaci\u00f3n", {}}), total));
  });
  CHECK(value.code == code::kCellWithoutValue);
  CHECK(argument(value, "cell") == "C4");
}

}  // namespace sondeo::ingest
