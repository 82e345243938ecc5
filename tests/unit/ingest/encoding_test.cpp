#include "engine/ingest/detail/encoding.hpp"

#include <cstring>

#include <catch2/catch.hpp>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/write.hpp"
#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// An SPSS file whose code page is `page` and whose encoding record, if any, says `name`, with the two bytes
/// of each n-tilde and i-acute replaced by two others.
std::filesystem::path foreign(const Scratch& scratch, std::int32_t page, std::string_view name,
                              std::string_view enye, std::string_view acute) {
  Table table(2);
  Variable variable;
  variable.name = "ciudad";
  variable.label = "Poblaci\xC3\xB1n";
  table.add(Column::of_texts(variable, {"Espa\xC3\xB1"
                                        "a",
                                        "plain"}));
  Variable coded;
  coded.name = "p1";
  coded.labels.numbers = {{1, "S\xC3\xAD"}};
  table.add(Column::of_numbers(coded, {1, 2}));
  write_sav(scratch.path("utf8.sav"), table);
  std::string bytes = bytes_of(scratch.path("utf8.sav"));
  const auto record = bytes.find(std::string("\x07\0\0\0\x03\0\0\0", 8));
  REQUIRE(record != std::string::npos);
  std::memcpy(bytes.data() + record + 16 + 28, &page, sizeof(page));
  if (!name.empty()) {
    std::string encoding("\x07\0\0\0\x14\0\0\0\x01\0\0\0", 12);
    encoding.push_back(static_cast<char>(name.size()));
    encoding.append(3, '\0').append(name);
    const auto end = bytes.find(std::string("\xE7\x03\0\0\0\0\0\0", 8));
    REQUIRE(end != std::string::npos);
    bytes.insert(end, encoding);
  }
  bytes = replaced(bytes, "\xC3\xB1", enye);
  return scratch.file("foreign.sav", replaced(bytes, "\xC3\xAD", acute));
}

}  // namespace

TEST_CASE("texts are decoded from the code page of the file", "[ingest][encoding]") {
  const Scratch scratch;
  const auto path = foreign(scratch, 1252, "", "\xF1.", "\xED.");
  const FileDescription file = describe(path, options());
  CHECK(file.encoding == "WINDOWS-1252");
  const Table table = read(file, file.names(), options());
  CHECK(table.find("ciudad")->text(0) == "Espa\xC3\xB1.a");
  CHECK(table.find("p1")->variable().labels.numbers.at(1) == "S\xC3\xAD.");
}

TEST_CASE("an encoding name that contradicts the code page is used and told", "[ingest][encoding]") {
  const Scratch scratch;
  const auto path = foreign(scratch, 1252, "UTF-8", "\xC3\xB1", "\xC3\xAD");
  const FileDescription file = describe(path, options());
  CHECK(file.encoding == "UTF-8");
  REQUIRE(file.findings.size() == 1);
  CHECK(file.findings[0].code == code::kEncodingNamesDiffer);
  CHECK(argument(file.findings[0], "declared") == "WINDOWS-1252");
  CHECK(argument(file.findings[0], "named") == "UTF-8");
  CHECK(read(file, file.names(), options()).find("ciudad")->text(0) ==
        "Espa\xC3\xB1"
        "a");
}

TEST_CASE("the encoding asked for wins over the file's", "[ingest][encoding]") {
  const Scratch scratch;
  const auto path = foreign(scratch, 65001, "", "\xA4.", "\xA1.");  // CP850 bytes
  ReadOptions old = options();
  old.encoding = "CP850";
  const FileDescription file = describe(path, old);
  CHECK(read(file, file.names(), old).find("ciudad")->text(0) == "Espa\xC3\xB1.a");
  // A described file keeps its encoding.
  CHECK(read(file, file.names(), options()).find("ciudad")->text(0) == "Espa\xC3\xB1.a");
}

TEST_CASE("labels that cannot be decoded name their variables and the next command",
          "[ingest][encoding][message]") {
  const Scratch scratch;
  const auto path = foreign(scratch, 65001, "UTF-8", "\xF1.", "\xED.");
  const Diagnostic diagnostic = diagnostic_of([&] { static_cast<void>(describe(path, options())); });
  CHECK(diagnostic.code == code::kTextUndecodable);
  CHECK(argument(diagnostic, "variables") == "ciudad, p1");
  CHECK(argument(diagnostic, "encoding") == "UTF-8");
  CHECK(diagnostic.next.find("--encoding WINDOWS-1252") != std::string::npos);
}

TEST_CASE("values that cannot be decoded name their variables, five at most", "[ingest][encoding][message]") {
  const Scratch scratch;
  Table table(1);
  for (int k = 1; k <= 7; ++k) {
    Variable variable;
    variable.name = "t" + std::to_string(k);
    table.add(Column::of_texts(variable, {"a\xC3\xB1o"}));
  }
  write_sav(scratch.path("a.sav"), table);
  const auto path = scratch.file("b.sav", replaced(bytes_of(scratch.path("a.sav")), "a\xC3\xB1o", "a\xF1o "));
  CHECK_NOTHROW(describe(path, options()));
  const Diagnostic diagnostic = diagnostic_of([&] { static_cast<void>(read_all(path, options())); });
  CHECK(diagnostic.code == code::kTextUndecodable);
  CHECK(argument(diagnostic, "variables") == "t1, t2, t3, t4, t5");
  CHECK(argument(diagnostic, "count") == "7");
}

TEST_CASE("an encoding that does not exist is what the user wrote", "[ingest][encoding]") {
  const Scratch scratch;
  const auto path = foreign(scratch, 65001, "UTF-8", "\xC3\xB1", "\xC3\xAD");
  ReadOptions wrong = options();
  wrong.encoding = "UTF-88";
  const Diagnostic diagnostic = diagnostic_of([&] { static_cast<void>(describe(path, wrong)); });
  CHECK(diagnostic.code == code::kEncodingUnknown);
  CHECK(argument(diagnostic, "encoding") == "UTF-88");
  wrong.encoding = std::string(100, 'x');
  CHECK(code_of([&] { static_cast<void>(describe(path, wrong)); }) == code::kEncodingUnknown);
}

TEST_CASE("a letter cut off at a field's end is dropped, one broken inside is refused",
          "[ingest][encoding]") {
  ingest::detail::Decoder utf8("utf8");
  CHECK(utf8.decode("a\xC3") == "a");
  CHECK(utf8.decode("a\xE2\x82") == "a");
  CHECK(utf8.decode("\xC3\xB1") == "\xC3\xB1");
  CHECK_FALSE(
      utf8.decode("\xC3"
                  "a"));
  CHECK_FALSE(utf8.decode("\xFF"));
  CHECK_FALSE(utf8.decode("\xED\xA0\x80"));  // half a surrogate pair
  CHECK_FALSE(utf8.decode("\xC0\x80"));      // a zero byte in two
}

TEST_CASE("names of encodings are compared by what they mean", "[ingest][encoding]") {
  CHECK(ingest::detail::same_encoding("utf8", "UTF-8"));
  CHECK(ingest::detail::same_encoding("windows-1252", "CP1252"));
  CHECK(ingest::detail::same_encoding("latin1", "ISO-8859-1"));
  CHECK_FALSE(ingest::detail::same_encoding("ISO-8859-1", "ISO-8859-15"));
  CHECK_FALSE(ingest::detail::same_encoding("CP850", "CP1252"));
}
