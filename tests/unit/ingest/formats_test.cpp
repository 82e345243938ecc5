#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include <catch2/catch.hpp>

#include "tests/unit/ingest/scratch.hpp"

using namespace sondeo;
using namespace sondeo::ingest;
using namespace sondeo::ingest::test;

namespace {

const std::filesystem::path kFiles =
    std::filesystem::path(SONDEO_SOURCE_DIR) / "tests" / "unit" / "ingest" / "files";

/// A big-endian SPSS file of one variable, "X", row-compressed or not: as old machines wrote them.
class BigEndianSav {
 public:
  explicit BigEndianSav(bool compressed, std::int32_t rows) {
    bytes_ = "$FL2";
    text("@(#) SPSS DATA FILE", 60);
    int32(2);
    int32(1);
    int32(compressed ? 1 : 0);
    int32(0);
    int32(rows);
    real(100);
    text("01 Jan 9000:00:00", 17);
    text("", 64);
    bytes_.append(3, '\0');
    int32(2);  // the variable: number, no label, no missing values, F8.2
    for (const std::int32_t value : {0, 0, 0, 0x050802, 0x050802}) int32(value);
    text("X", 8);
    int32(999);
    int32(0);
  }
  void int32(std::int32_t value) { number(static_cast<std::uint32_t>(value)); }
  void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void raw(std::string_view bytes) { bytes_.append(bytes); }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  template <typename Unsigned>
  void number(Unsigned value) {
    for (std::size_t k = sizeof(value); k > 0; --k) {
      bytes_.push_back(static_cast<char>(value >> (8 * (k - 1)) & 0xFFU));
    }
  }
  void text(std::string_view value, std::size_t width) {
    bytes_.append(value).append(width - value.size(), ' ');
  }
  std::string bytes_;
};

}  // namespace

TEST_CASE("every version of Stata's format from 104 to 119 is read", "[ingest][reference]") {
  // Made by tests/reference/ingest_files.cpp.
  for (const int version : {104, 105, 108, 110, 111, 112, 113, 114, 115, 117, 118, 119}) {
    CAPTURE(version);
    const FileDescription file = describe(kFiles / ("stata" + std::to_string(version) + ".dta"), options());
    CHECK(file.encoding == (version >= 118 ? "UTF-8" : "WINDOWS-1252"));
    const Table table = read(file, file.names(), options());
    REQUIRE(table.names() == std::vector<std::string>{"SEXO", "PESO", "INGRESO", "CIUDAD"});
    REQUIRE(table.rows() == 3);
    CHECK(table.find("SEXO")->number(1) == 2);
    CHECK(table.find("PESO")->number(0) == 1.5);
    CHECK(table.find("INGRESO")->number(0) == 12345.0625);
    CHECK(table.find("CIUDAD")->text(0) == "Cob\xC3\xA1n");
    CHECK(table.find("SEXO")->variable().label == "Sexo");
    // Tags exist from Stata 8, format 113, on.
    const Missing reason = version >= 113 ? Missing::kOther : Missing::kSystem;
    CHECK(missing_reason(table.find("SEXO")->number(2)) == reason);
    CHECK(missing_reason(table.find("PESO")->number(2)) == Missing::kSystem);
    if (version >= 108) CHECK(table.find("SEXO")->variable().labels.numbers.at(1) == "Mujer");
  }
}

TEST_CASE("a portable SPSS file is read though it does not count its rows", "[ingest][reference]") {
  const FileDescription file = describe(kFiles / "portable.por", options());
  CHECK(file.rows == -1);
  const Table table = read(file, file.names(), options());
  REQUIRE(table.rows() == 3);
  CHECK(table.find("INGRESO")->number(0) == 12345.0625);
  CHECK(table.find("CIUDAD")->text(1) == "Leon");
  CHECK(std::isnan(table.find("SEXO")->number(2)));
  CHECK(table.find("SEXO")->variable().labels.numbers.at(2) == "Hombre");
}

TEST_CASE("SPSS files are the same in all three compressions", "[ingest][reference]") {
  // Made by tests/reference/ingest_pspp.sps, whose data these are.
  for (const char* name : {"pspp.sav", "pspp-plain.sav", "pspp.zsav"}) {
    CAPTURE(name);
    const Table table = read_all(kFiles / name, options());
    REQUIRE(table.rows() == 4);
    CHECK(table.find("peso")->numbers()[3] == 12345.678);
    CHECK(missing_reason(table.find("peso")->number(2)) == Missing::kSystem);
    CHECK(missing_reason(table.find("sexo")->number(2)) == Missing::kOther);
    CHECK(table.find("ciudad")->text(3) == "San Jos\xC3\xA9");
    CHECK(table.find("ciudad")->stored_texts().ids[2] == -1);
    CHECK(table.find("fecha")->number(0) ==
          13797216000.0);  // 1 January 2020 in seconds since 14 October 1582
    CHECK(table.find("sexo")->variable().labels.numbers.at(9) == "No responde");
  }
}

TEST_CASE("SPSS files of machines with the other byte order are read", "[ingest]") {
  const Scratch scratch;
  const double gone = -std::numeric_limits<double>::max();
  BigEndianSav plain(false, 3);
  for (const double value : {1.0, 0.1, gone}) plain.real(value);
  BigEndianSav compressed(true, 3);
  compressed.raw(
      std::string("\x65\xFD\xFF\xFC\0\0\0\0", 8));  // 101 - 100, a number that follows, missing, the end
  compressed.real(0.1);
  for (const auto& bytes : {plain.bytes(), compressed.bytes()}) {
    const Table table = read_all(scratch.file("big.sav", bytes), options());
    REQUIRE(table.rows() == 3);
    CHECK(table.find("X")->number(0) == 1);
    CHECK(table.find("X")->number(1) == 0.1);
    CHECK(missing_reason(table.find("X")->number(2)) == Missing::kSystem);
  }
}
