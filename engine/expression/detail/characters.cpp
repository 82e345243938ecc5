#include "engine/expression/detail/characters.hpp"

#include <cstdint>

namespace sondeo::expression::detail {

namespace {

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;
};

std::size_t length_of_lead(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

Character decode(std::string_view text, std::size_t position) {
  if (position >= text.size()) return {};
  const unsigned lead = static_cast<unsigned char>(text[position]);
  const std::size_t length = length_of_lead(lead);
  if (length == 0 || position + length > text.size()) return {};
  if (length == 1) return {lead, 1};
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned byte = static_cast<unsigned char>(text[position + i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {};
  return {code, length};
}

}  // namespace

std::size_t character_length(std::string_view text, std::size_t position) {
  return decode(text, position).length;
}

std::size_t letter_length(std::string_view text, std::size_t position) {
  const auto [code, length] = decode(text, position);
  if (length == 0) return 0;
  if (length == 1) return is_ascii_letter(text[position]) || text[position] == '_' ? 1 : 0;
  constexpr std::uint32_t kTimesSign = 0xD7;
  constexpr std::uint32_t kDivisionSign = 0xF7;
  const bool ordinal = code == 0xAA || code == 0xBA;
  const bool letter = code >= 0xC0 && code < 0x2000 && code != kTimesSign && code != kDivisionSign;
  return ordinal || letter ? length : 0;
}

}  // namespace sondeo::expression::detail
