#include "reports/html/content_hash.hpp"

#include <charconv>
#include <cstdint>

#include "engine/base/sha256.hpp"

namespace sondeo::reports {

namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 (RFC 4648) of bytes in hexadecimal: six hexadecimal digits are four of base64.
std::string base64_of(std::string_view hexadecimal) {
  constexpr std::size_t kGroup = 6;
  std::string text;
  for (std::size_t start = 0; start < hexadecimal.size(); start += kGroup) {
    const std::string_view group = hexadecimal.substr(start, kGroup);
    std::uint32_t bits = 0;
    std::from_chars(group.data(), group.data() + group.size(), bits, 16);
    bits <<= 4U * (kGroup - group.size());
    const std::size_t digits = group.size() / 2 + 1;  // 1, 2, 3 bytes are 2, 3, 4 digits
    for (std::size_t i = 0; i < 4; ++i) {
      text += i < digits ? kDigits[(bits >> (18U - 6U * i)) & 63U] : '=';
    }
  }
  return text;
}

}  // namespace

std::string content_hash(std::string_view text) { return base64_of(sha256(text)); }

}  // namespace sondeo::reports
