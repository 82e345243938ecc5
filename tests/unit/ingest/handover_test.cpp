#include "engine/ingest/detail/handover.hpp"

#include <catch2/catch.hpp>

using namespace sondeo;
using namespace sondeo::ingest::detail;

namespace {

Metadata sample() {
  Metadata metadata;
  metadata.label = "Encuesta";
  metadata.encoding = "UTF-8";
  metadata.rows = 42;
  Variable variable;
  variable.name = "p1";
  variable.label = "pregunta";
  variable.format = "F8.2";
  variable.width = 7;
  variable.labels.numbers = {{1, "one"}, {2, "two"}};
  variable.labels.texts = {{"a", "A"}};
  variable.labels.tags = {{'c', "C"}};
  variable.missing.ranges = {{8, 9}, {99, 99}};
  variable.missing.texts = {{"NR", Missing::kOther}};
  metadata.variables = {variable, Variable{}};
  metadata.columns = {ColumnAnswer{1, Storage::kInt16, 4096, 0, 0, 0, 0}};
  metadata.undecodable = {"x", "y"};
  return metadata;
}

std::span<const std::byte> as_bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

}  // namespace

TEST_CASE("metadata handed over comes out as it went in", "[ingest]") {
  const Metadata before = sample();
  const std::string bytes = packed(before);
  const Metadata after = unpacked(as_bytes(bytes));
  CHECK(after.label == before.label);
  CHECK(after.rows == 42);
  REQUIRE(after.variables.size() == 2);
  CHECK(after.variables[0].name == "p1");
  CHECK(after.variables[0].width == 7);
  CHECK(after.variables[0].labels.numbers == before.variables[0].labels.numbers);
  CHECK(after.variables[0].labels.texts == before.variables[0].labels.texts);
  CHECK(after.variables[0].labels.tags == before.variables[0].labels.tags);
  CHECK(after.variables[0].missing.ranges[1].low == 99);
  CHECK(after.variables[0].missing.texts == before.variables[0].missing.texts);
  CHECK(after.columns[0].offset == 4096);
  CHECK(after.undecodable == before.undecodable);
}

TEST_CASE("metadata cut off anywhere is refused", "[ingest][hostile]") {
  const std::string bytes = packed(sample());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    CHECK_THROWS_AS(unpacked(as_bytes(bytes).first(length)), HandoverFault);
  }
  CHECK_THROWS_AS(unpacked(as_bytes(bytes + "x")), HandoverFault);
}

TEST_CASE("metadata with any byte changed is read or refused, never worse", "[ingest][hostile]") {
  const std::string bytes = packed(sample());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int change : {0x01, 0x80, 0xFF}) {
      std::string changed = bytes;
      changed[at] =
          static_cast<char>(static_cast<unsigned char>(changed[at]) ^ static_cast<unsigned>(change));
      CAPTURE(at, change);
      try {
        const Metadata after = unpacked(as_bytes(changed));
        CHECK(after.variables.size() <= kMostVariables);
      } catch (const HandoverFault&) {
        SUCCEED();
      }
    }
  }
}
