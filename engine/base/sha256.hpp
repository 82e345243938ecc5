#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace sondeo {

/// What identifies a file's bytes.
struct FileFingerprint {
  std::uintmax_t bytes = 0;
  std::string sha256;  ///< 64 lower-case hexadecimal digits
};

/// SHA-256 of a text (FIPS 180-4), as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view text);

/// Size and SHA-256 of a file, read in pieces.
/// @throws Error kFileNotFingerprinted  when it cannot be read to its end
[[nodiscard]] FileFingerprint fingerprint(const std::filesystem::path& file);

}  // namespace sondeo
