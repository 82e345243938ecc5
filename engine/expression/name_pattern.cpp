#include "engine/expression/name_pattern.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_set>
#include <utility>

#include "engine/expression/detail/characters.hpp"
#include "engine/expression/detail/lexer.hpp"

namespace sondeo::expression {

namespace {

constexpr std::size_t kMostDigits = 9;

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), detail::is_digit);
}

bool one_letter(std::string_view text) { return text.size() == 1 && detail::is_ascii_letter(text.front()); }

std::size_t number_of(std::string_view digits) {
  std::size_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::size_t length_of(const NameRange& range) {
  if (one_letter(range.first)) return static_cast<std::size_t>(range.last.front() - range.first.front()) + 1;
  return number_of(range.last) - number_of(range.first) + 1;
}

std::string element(const NameRange& range, std::size_t index) {
  if (one_letter(range.first)) return {static_cast<char>(range.first.front() + static_cast<char>(index))};
  std::string digits = std::to_string(number_of(range.first) + index);
  // Zeros in front are kept: 01 to 12 is 01, 02, ..., 12.
  const bool padded = range.first.front() == '0' && range.first.size() > digits.size();
  if (padded) digits.insert(0, range.first.size() - digits.size(), '0');
  return digits;
}

std::vector<std::string> elements(const NameRanges& ranges) {
  std::vector<std::string> result;
  for (const auto& range : ranges) {
    for (std::size_t i = 0; i < length_of(range); ++i) result.push_back(element(range, i));
  }
  return result;
}

/// Only letters, digits and _, as in a name without backquotes.
bool plain(std::string_view text, bool at_start) {
  if (text.empty() || (at_start && detail::letter_length(text, 0) == 0)) return false;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t letter = detail::letter_length(text, position);
    const bool dot = text[position] == '.' && position > 0 && position + 1 < text.size() &&
                     (detail::is_digit(text[position + 1]) || detail::letter_length(text, position + 1) > 0);
    if (letter == 0 && !detail::is_digit(text[position]) && !dot) return false;
    position += std::max<std::size_t>(letter, 1);
  }
  return true;
}

std::string in_backquotes(std::string_view text) {
  std::string result = "`";
  for (const char c : text) {
    if (c == '`' || c == '\\') result += '\\';
    result += c;
  }
  return result + '`';
}

std::string to_text(const NameRanges& ranges) {
  std::string result = "[";
  for (const auto& range : ranges) {
    if (result.size() > 1) result += ',';
    result += range.first;
    if (range.last != range.first) result += '-' + range.last;
  }
  return result + ']';
}

}  // namespace

bool ascending(const NameRange& range) {
  if (one_letter(range.first) && one_letter(range.last)) {
    const bool lower_first = range.first.front() >= 'a';
    const bool lower_last = range.last.front() >= 'a';
    return lower_first == lower_last && range.first <= range.last;
  }
  return all_digits(range.first) && all_digits(range.last) && range.first.size() <= kMostDigits &&
         range.last.size() <= kMostDigits && number_of(range.first) <= number_of(range.last);
}

std::size_t spelled_count(const NamePattern& pattern) {
  std::size_t count = 1;
  for (const auto& part : pattern.parts) {
    const auto* ranges = std::get_if<NameRanges>(&part);
    if (ranges == nullptr) continue;
    std::size_t choices = 0;
    for (const auto& range : *ranges) choices += length_of(range);
    count *= choices;
    if (count > kMostPatternNames) return count;
  }
  return count;
}

std::vector<std::string> spelled_names(const NamePattern& pattern) {
  std::vector<std::string> names(1);
  for (const auto& part : pattern.parts) {
    const auto* ranges = std::get_if<NameRanges>(&part);
    const auto endings = ranges == nullptr ? std::vector{std::get<std::string>(part)} : elements(*ranges);
    std::vector<std::string> longer;
    longer.reserve(names.size() * endings.size());
    for (const auto& name : names) {
      for (const auto& ending : endings) longer.push_back(name + ending);
    }
    names = std::move(longer);
  }
  return names;
}

std::vector<std::string> matching_names(const NamePattern& pattern, std::span<const std::string> available) {
  std::vector<std::string> result;
  std::unordered_set<std::string_view> taken;
  const std::unordered_set<std::string_view> known(available.begin(), available.end());
  for (const auto& spelled : spelled_names(pattern)) {
    if (!pattern.open_end) {
      const auto found = known.find(spelled);
      if (found != known.end() && taken.insert(*found).second) result.push_back(spelled);
      continue;
    }
    for (const auto& name : available) {
      if (name.starts_with(spelled) && taken.insert(name).second) result.push_back(name);
    }
  }
  return result;
}

std::string to_text(const NamePattern& pattern) {
  std::string result;
  for (const auto& part : pattern.parts) {
    if (const auto* ranges = std::get_if<NameRanges>(&part)) {
      result += to_text(*ranges);
      continue;
    }
    const auto& literal = std::get<std::string>(part);
    const bool at_start = result.empty();
    // The first part is a name of its own; a later one may begin with a digit, but not with a dot.
    const bool quoted = !plain(literal, at_start) || (at_start && detail::reserved(literal));
    result += quoted ? in_backquotes(literal) : literal;
  }
  return pattern.open_end ? result + '*' : result;
}

std::string written_name(std::string_view name) {
  return plain(name, true) && !detail::reserved(name) ? std::string(name) : in_backquotes(name);
}

}  // namespace sondeo::expression
