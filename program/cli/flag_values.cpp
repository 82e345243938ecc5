#include "program/cli/flag_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/cli/codes.hpp"

namespace sondeo::cli {

namespace {

std::string flag_name(const Written& value) { return value.place.source; }

[[noreturn]] void refuse(Code code, const Written& value, std::vector<Argument> more = {}) {
  std::vector<Argument> arguments = {{"flag", flag_name(value)}, {"value", value.text}};
  arguments.insert(arguments.end(), more.begin(), more.end());
  throw Error({code, std::move(arguments), value.place, {}, {}});
}

template <typename Number>
std::optional<Number> parsed(std::string_view text) {
  Number result{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return result;
}

char one_character(const Written& value) {
  if (value.text.size() != 1) refuse(code::kFlagOneCharacter, value);
  return value.text.front();
}

/// The comma, or the end, that closes a part; commas between brackets belong to it: w[1-3,7-9].
std::size_t part_end(std::string_view text, std::size_t start) {
  bool inside = false;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (text[i] == '[') inside = true;
    if (text[i] == ']') inside = false;
    if (text[i] == ',' && !inside) return i;
  }
  return text.size();
}

}  // namespace

std::size_t choice(const Written& value, std::initializer_list<std::string_view> allowed) {
  return choice(value, std::span(allowed.begin(), allowed.size()));
}

std::size_t choice(const Written& value, std::span<const std::string_view> allowed) {
  const std::vector<std::string> words(allowed.begin(), allowed.end());
  const auto found = std::find(words.begin(), words.end(), value.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  throw Error({code::kFlagWord,
               {{"flag", flag_name(value)},
                {"value", value.text},
                {"allowed", fmt::format("{}", fmt::join(words, ", "))}},
               value.place,
               nearest_names(value.text, words),
               {}});
}

double number(const Written& value) {
  const auto result = parsed<double>(value.text);
  if (!result || !std::isfinite(*result)) refuse(code::kFlagNotNumber, value);
  return *result;
}

double inside_0_1(const Written& value) {
  const double given = number(value);
  if (given > 0 && given < 1) return given;
  refuse(code::kFlagNotBetween, value, {{"low", "0"}, {"high", "1"}});
}

double positive_number(const Written& value) {
  const double given = number(value);
  if (given > 0) return given;
  refuse(code::kFlagNotPositive, value);
}

std::uint64_t whole_number(const Written& value, std::uint64_t low, std::uint64_t high) {
  const auto result = parsed<std::uint64_t>(value.text);
  if (!result || *result < low || *result > high) {
    refuse(code::kFlagNotCount, value, {{"low", std::to_string(low)}, {"high", std::to_string(high)}});
  }
  return *result;
}

std::uint64_t memory_size(const Written& value) {
  constexpr std::string_view kUnits = "KMGT";
  std::string_view text = value.text;
  double step = 1024;
  if (text.ends_with("iB")) {
    text.remove_suffix(2);
  } else if (text.ends_with('B')) {
    text.remove_suffix(1);
    step = 1000;
  }
  double unit = 1;
  if (!text.empty() && kUnits.find(text.back()) != std::string_view::npos) {
    unit = std::pow(step, static_cast<double>(kUnits.find(text.back()) + 1));
    text.remove_suffix(1);
  }
  const auto amount = parsed<double>(text);
  constexpr double kMost = 1e18;
  const double bytes = amount ? *amount * unit : -1.0;
  if (!(bytes >= 1 && bytes <= kMost)) {
    throw Error({code::kFlagMemory, {{"value", value.text}}, value.place, {}, {}});
  }
  return static_cast<std::uint64_t>(bytes);
}

Written trimmed(const Written& value, std::size_t offset, std::size_t length) {
  const std::string_view text = std::string_view(value.text).substr(offset, length);
  const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t last = text.find_last_not_of(" \t");
  const std::size_t size = last == std::string_view::npos ? 0 : last + 1 - first;
  return {std::string(text.substr(first, size)), value.at(offset + first, size)};
}

std::vector<Written> parts(const Written& value) {
  std::vector<Written> result;
  std::size_t start = 0;
  while (start <= value.text.size()) {
    const std::size_t end = part_end(value.text, start);
    result.push_back(trimmed(value, start, end - start));
    if (result.back().text.empty()) {
      throw Error({code::kFlagEmpty, {{"flag", flag_name(value)}}, value.at(start, 1), {}, {}});
    }
    start = end + 1;
  }
  return result;
}

Named named_expression(const Written& value) {
  const std::string& text = value.text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' || text[i] == '`') break;  // a name has none: what follows is an expression
    if (text[i] != '=') continue;
    const bool of_two = (i + 1 < text.size() && text[i + 1] == '=') ||
                        (i > 0 && std::string_view("=<>!").find(text[i - 1]) != std::string_view::npos);
    if (of_two) continue;
    const Written name = trimmed(value, 0, i);
    Written expression = trimmed(value, i + 1, text.size() - i - 1);
    if (name.text.empty())
      throw Error({code::kFlagEmpty, {{"flag", flag_name(value)}}, value.at(0, 1), {}, {}});
    if (expression.text.empty()) {
      throw Error({code::kFlagNoExpression, {{"name", name.text}}, value.at(i, 1), {}, {}});
    }
    return {name.text, std::move(expression)};
  }
  Written expression = trimmed(value, 0, text.size());
  if (expression.text.empty()) {
    throw Error({code::kFlagEmpty, {{"flag", flag_name(value)}}, value.place, {}, {}});
  }
  return {expression.text, expression};
}

std::optional<ingest::CsvDialect> declared_dialect(const CommandLine& line, std::string_view file) {
  constexpr std::array kFlags = {"--separator", "--decimal", "--quote-char"};
  constexpr std::array<std::string_view, 4> kOthers = {".sav", ".zsav", ".por", ".dta"};
  ingest::CsvDialect dialect;
  bool declared = false;
  for (const char* flag : kFlags) {
    const auto value = line.value(flag);
    if (!value) continue;
    declared = true;
    if (std::any_of(kOthers.begin(), kOthers.end(), [file](auto end) { return file.ends_with(end); })) {
      throw Error(
          {code::kDialectNotCsv, {{"flag", flag}, {"file", std::string(file)}}, value->place, {}, {}});
    }
    if (std::string_view(flag) == "--separator") {
      dialect.separator = value->text == "tab" ? '\t' : one_character(*value);
    } else if (std::string_view(flag) == "--decimal") {
      dialect.decimal = one_character(*value);
    } else {
      dialect.quote = one_character(*value);
    }
  }
  if (!declared) return std::nullopt;
  // A decimal comma leaves the comma free for nothing else.
  if (dialect.decimal == ',' && !line.has("--separator")) dialect.separator = ';';
  if (const auto encoding = line.value("--encoding")) dialect.encoding = encoding->text;
  return dialect;
}

Format format_of(const CommandLine& line) {
  const auto value = line.value("--format");
  if (!value) return Format::kTable;
  return std::array{Format::kTable, Format::kCsv, Format::kJson}.at(choice(*value, {"table", "csv", "json"}));
}

std::optional<Written> formula(const CommandLine& line, std::string_view flag) {
  const auto value = line.value(flag);
  if (!value) return std::nullopt;
  Written text = trimmed(*value, 0, value->text.size());
  if (text.text.empty()) {
    throw Error({code::kFlagEmpty, {{"flag", std::string(flag)}}, value->place, {}, {}});
  }
  return text;
}

void need_beside(const CommandLine& line, std::string_view flag, std::string_view needed) {
  if (const auto value = line.value(flag); value && !line.has(needed)) {
    throw Error({code::kFlagAlone,
                 {{"flag", std::string(flag)}, {"needed", std::string(needed)}},
                 value->place,
                 {},
                 "sondeo tabulate --help"});
  }
}

}  // namespace sondeo::cli
