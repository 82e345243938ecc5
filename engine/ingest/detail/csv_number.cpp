#include "engine/ingest/detail/csv_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>

namespace sondeo::ingest::detail {

namespace {

constexpr std::size_t kExactDigits = 15;  // every integer of so many digits is a double
constexpr std::size_t kLongestNumber = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Digits only.
CsvValue whole_number(std::string_view digits, bool negative) {
  const bool code_like = (digits.size() > 1 && digits.front() == '0') || digits.size() > kExactDigits;
  std::uint64_t value = 0;
  if (digits.size() <= kExactDigits) {
    for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  const auto number = static_cast<double>(value);
  return {code_like ? CsvValueKind::kCodeLike : CsvValueKind::kNumber, negative ? -number : number};
}

CsvValue fraction(std::string_view text, bool negative, char decimal) {
  std::array<char, kLongestNumber> buffer{};
  if (text.size() > buffer.size()) return {CsvValueKind::kText, 0};
  std::copy(text.begin(), text.end(), buffer.begin());
  char* const end = buffer.data() + text.size();
  if (decimal != '.') {
    // Only the declared mark is one: with a decimal comma 1.5 is no number.
    if (std::find(buffer.data(), end, '.') != end) return {CsvValueKind::kText, 0};
    std::replace(buffer.data(), end, decimal, '.');
  }
  double value = 0;
  const auto [stopped, error] = std::from_chars(buffer.data(), end, value);
  if (error != std::errc() || stopped != end) return {CsvValueKind::kText, 0};
  const bool code_like = text.size() > 1 && text[0] == '0' && is_digit(text[1]);
  return {code_like ? CsvValueKind::kCodeLike : CsvValueKind::kNumber, negative ? -value : value};
}

/// The value of a few plain digits, -1 for anything else: most survey answers, told in one pass.
int plain_code(std::string_view text) {
  constexpr std::size_t kMostDigits = 8;
  if (text.empty() || text.size() > kMostDigits || (text.size() > 1 && text.front() == '0')) return -1;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

CsvValue csv_value(std::string_view text, char decimal) {
  if (text.empty()) return {CsvValueKind::kEmpty, 0};
  if (const int code = plain_code(text); code >= 0) return {CsvValueKind::kNumber, static_cast<double>(code)};
  text = without_blanks(text);
  if (text.empty()) return {CsvValueKind::kEmpty, 0};
  if (text == "NA" || text == ".") return {CsvValueKind::kMissingWord, 0};
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);
  // "inf", "nan" and a second sign are texts.
  if (text.empty() || !(is_digit(text.front()) || text.front() == decimal)) return {CsvValueKind::kText, 0};
  if (std::all_of(text.begin(), text.end(), is_digit)) return whole_number(text, negative);
  return fraction(text, negative, decimal);
}

}  // namespace sondeo::ingest::detail
