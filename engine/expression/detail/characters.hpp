#pragma once

#include <cstddef>
#include <string_view>

namespace sondeo::expression::detail {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Bytes of the well-formed UTF-8 character that begins at `position`; 0 when there is none.
std::size_t character_length(std::string_view text, std::size_t position);

/// Bytes of the letter or underscore that begins at `position`, 0 when there is none. Letters beyond ASCII:
/// Latin, Greek, Cyrillic and the scripts that follow them up to U+1FFF; signs and punctuation are none.
std::size_t letter_length(std::string_view text, std::size_t position);

}  // namespace sondeo::expression::detail
