#include "engine/spec/document.hpp"

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "engine/spec/codes.hpp"
#include "tests/unit/spec/fault.hpp"

namespace code = sondeo::code;
using sondeo::spec::Document;
using sondeo::test::argument;
using sondeo::test::fault_of;
using sondeo::test::underlined;

namespace {

sondeo::Diagnostic parse_fault(const std::string& text) {
  return fault_of([&] { (void)Document::parse(text, "s.toml"); });
}

}  // namespace

TEST_CASE("a syntax error names file, line and column and shows the line", "[spec][message]") {
  const auto fault = parse_fault("[study]\nid = \"x\nperiod = \"2021\"\n");
  CHECK(fault.code == code::kSpecSyntax);
  REQUIRE(fault.place.has_value());
  CHECK(fault.place->source == "s.toml");
  CHECK(fault.place->line == 2);
  CHECK(fault.place->text == "id = \"x");
  CHECK(fault.exit_code() == 3);
}

TEST_CASE("a header that begins with a sign is a syntax error in every build", "[spec][message]") {
  const auto fault = parse_fault("[study]\nid = \"x\"\n[!estimate]\n");
  CHECK(fault.code == code::kSpecSyntax);
  CHECK(fault.place->line == 3);
  CHECK(underlined(fault) == "!");
}

TEST_CASE("an accented letter outside quotes is refused at its place", "[spec][message]") {
  const auto fault = parse_fault("[map]\na\xC3\xB1o = \"P1\"\n");
  CHECK(fault.code == code::kSpecForeignLetter);
  CHECK(fault.place->line == 2);
  CHECK(fault.place->column == 2);
  CHECK(parse_fault("\xC3\xADtem = 1\n").code == code::kSpecForeignLetter);
  CHECK(parse_fault("a = \xE2\x80\x9Cx\xE2\x80\x9D\n").code ==
        code::kSpecForeignLetter);  // typographic quotes
  CHECK_NOTHROW(Document::parse("\"a\xC3\xB1o\" = \"\"\"\\\n \xC3\xB1\"\"\" # \xC3\xB1\n", "s"));
}

TEST_CASE("a key written twice has a message of its own", "[spec][message]") {
  CHECK(parse_fault("a = 1\na = 2\n").code == code::kSpecDuplicateKey);
  CHECK(parse_fault("[a]\n[a]\n").code == code::kSpecDuplicateKey);
}

TEST_CASE("a file that is not UTF-8 is refused at the first wrong byte", "[spec][message]") {
  const auto fault = parse_fault("[study]\ntitle = \"Victimizaci\xF3n\"\n");
  CHECK(fault.code == code::kSpecNotUtf8);
  REQUIRE(fault.place.has_value());
  CHECK(fault.place->line == 2);
}

TEST_CASE("a key of a hundred thousand parts is refused, not a crash", "[spec][hostile]") {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "a.";
  CHECK(parse_fault("x = 1\n" + deep + "a = 1\n").code == code::kSpecTooDeep);
  CHECK(parse_fault("[" + deep + "a]\n").code == code::kSpecTooDeep);
  CHECK(parse_fault("\"a\"" + std::string(20, '.') + "b = 1\n").place->column == 19);
}

TEST_CASE("points inside texts, comments and numbers are no key parts", "[spec]") {
  const std::string points(100, '.');
  CHECK_NOTHROW(Document::parse(
      "a = \"" + points + "\\\"" + points + "\" # " + points + "\nb = '" + points + "'\n", "s"));
  CHECK_NOTHROW(Document::parse("a = \"\"\"\n" + points + "\"quoted\"" + points + "\n\"\"\"\n", "s"));
  CHECK_NOTHROW(Document::parse(
      "a = [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]\n", "s"));
}

TEST_CASE("nesting without end is refused", "[spec][hostile]") {
  CHECK(parse_fault("a = " + std::string(100000, '[')).code == code::kSpecSyntax);
}

TEST_CASE("a file over the limit is refused before it is parsed", "[spec][hostile]") {
  const auto fault = parse_fault(std::string((4U << 20U) + 1, '#'));
  CHECK(fault.code == code::kSpecFileTooLarge);
  CHECK(fault.exit_code() == 9);
}

TEST_CASE("a byte order mark and CRLF line ends change no place", "[spec]") {
  auto root = Document::parse(
                  "\xEF\xBB\xBF"
                  "a = \"v\"\r\nb = \"w\"\r\n",
                  "s")
                  .root();
  CHECK(root.required_text("a").place.column == 6);
  CHECK(root.required_text("b").place.text == "b = \"w\"");
}

TEST_CASE("an absent file offers the nearest names of its folder", "[spec][message]") {
  const std::filesystem::path here = std::filesystem::path(SONDEO_SOURCE_DIR) / "tests/unit/spec";
  const auto fault = fault_of([&] { (void)Document::read(here / "faul.hpp"); });
  CHECK(fault.code == code::kSpecFileAbsent);
  CHECK(fault.similar == std::vector<std::string>{"fault.hpp"});
  CHECK(fault.exit_code() == 4);
  CHECK(fault_of([&] { (void)Document::read(here); }).code == code::kSpecFileNotRegular);
  CHECK(fault_of([&] { (void)Document::read("/dev/zero"); }).code == code::kSpecFileNotRegular);
}
