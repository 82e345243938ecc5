#include "engine/base/sha256.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"

namespace sondeo {

namespace {

// FIPS 180-4, the examples that NIST publishes.
constexpr const char* kOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* kOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* kOfMillion = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

}  // namespace

TEST_CASE("SHA-256 gives what NIST publishes for its examples") {
  CHECK(sha256("") == kOfNothing);
  CHECK(sha256("abc") == kOfAbc);
  CHECK(sha256(std::string(1'000'000, 'a')) == kOfMillion);
}

TEST_CASE("a file's fingerprint is that of its bytes, also across the pieces in which it is read") {
  const auto file = std::filesystem::temp_directory_path() / ("sondeo-sha256-" + std::to_string(::getpid()));
  std::ofstream(file, std::ios::binary) << std::string(1'000'000, 'a');
  const FileFingerprint million = fingerprint(file);
  CHECK(million.bytes == 1'000'000);
  CHECK(million.sha256 == kOfMillion);
  std::ofstream(file, std::ios::binary | std::ios::trunc).flush();
  CHECK(fingerprint(file).bytes == 0);
  CHECK(fingerprint(file).sha256 == kOfNothing);
  std::filesystem::remove(file);
}

TEST_CASE("a file that cannot be read has no fingerprint") {
  try {
    static_cast<void>(fingerprint("/nowhere/at/all"));
    FAIL("a fingerprint of nothing");
  } catch (const Error& error) {
    CHECK(error.diagnostic().code == code::kFileNotFingerprinted);
  }
}

}  // namespace sondeo
