#include "published/printed_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/base/plain_letters.hpp"

namespace sondeo::published {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kReplaced = {
    {{"\xC2\xA0", " "},         // no-break space
     {"\xE2\x80\xAF", " "},     // narrow no-break space
     {"\xE2\x80\x89", " "},     // thin space
     {"\xE2\x80\x99", "'"},     // typographic apostrophe
     {"\xE2\x88\x92", "-"},     // minus
     {"\xE2\x80\x93", "\x01"},  // en dash: between the ends of an interval, or no figure
     {"\xE2\x80\x94", "\x01"},  // em dash
     {"\xE2\x80\xA6", "..."},   // ellipsis
     {"\xEF\xBC\x85", "%"}}};   // full-width percent sign

constexpr std::array<std::string_view, 12> kMarks = {
    "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",     "\xE2\x81\xB0", "\xE2\x81\xB4", "\xE2\x81\xB5",
    "\xE2\x81\xB6", "\xE2\x81\xB7", "\xE2\x81\xB8", "\xE2\x81\xB9", "\xE2\x80\xA0", "\xE2\x80\xA1"};

constexpr std::array<std::string_view, 26> kNoFigure = {
    "*",   "**", "***",  "-",  "--",   "\x01", "...", "..",  ".",    "(..)", "(...)", "( )", "(*)",
    "(-)", "nd", "n.d.", "na", "n.a.", "n/a",  "n.d", "s/d", "s.d.", "x",    "c",     ":",   "#"};

std::string replaced(std::string_view text) {
  std::string result(text);
  for (const auto& [from, to] : kReplaced) {
    for (auto at = result.find(from); at != std::string::npos; at = result.find(from, at + to.size())) {
      result.replace(at, from.size(), to);
    }
  }
  return result;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A digit, or one or two letters: "(12)" behind a number could be a figure of its own.
bool is_footnote(std::string_view word) {
  if (word.size() == 1) return is_digit(word[0]) || is_letter(word[0]);
  return word.size() == 2 && is_letter(word[0]) && is_letter(word[1]);
}

/// Takes "a/", "1/", "(a)", "[1]" off the end.
bool take_bracketed_mark(std::string_view& text) {
  const std::size_t blank = text.find_last_of(" \t");
  const std::string_view last = blank == std::string_view::npos ? text : text.substr(blank + 1);
  const bool slash =
      last.ends_with('/') && is_footnote(last.substr(0, last.size() - 1)) && blank != std::string_view::npos;
  if (slash) {
    text = trimmed(text.substr(0, blank));
    return true;
  }
  for (const auto& [open, close] : {std::pair('(', ')'), std::pair('[', ']')}) {
    const std::size_t from = text.rfind(open);
    if (!text.ends_with(close) || from == std::string_view::npos || from == 0) continue;
    if (!is_footnote(text.substr(from + 1, text.size() - from - 2))) continue;
    text = trimmed(text.substr(0, from));
    return true;
  }
  return false;
}

bool take_mark(std::string_view& text) {
  if (text.size() > 1 && text.back() == '*') {
    text = trimmed(text.substr(0, text.size() - 1));
    return true;
  }
  for (const auto mark : kMarks) {
    if (text.size() <= mark.size() || !text.ends_with(mark)) continue;
    text = trimmed(text.substr(0, text.size() - mark.size()));
    return true;
  }
  return take_bracketed_mark(text);
}

std::string_view without_marks(std::string_view text) {
  while (take_mark(text)) {
  }
  return text;
}

/// Digits with thousands parted in threes by one kind of sign.
std::optional<std::string> whole_digits(std::string_view text, char decimal) {
  std::string digits;
  std::size_t since = 0;
  char group = '\0';
  for (const char c : text) {
    if (is_digit(c)) {
      digits += c;
      ++since;
      continue;
    }
    const bool parts = (c == ' ' || c == '\'' || c == '.' || c == ',') && c != decimal;
    const bool right = group == '\0' ? since >= 1 && since <= 3 : c == group && since == 3;
    if (!parts || !right) return std::nullopt;
    group = c;
    since = 0;
  }
  if (group != '\0' && since != 3) return std::nullopt;
  return digits;
}

std::optional<PrintedNumber> number_of(std::string_view text, char decimal) {
  PrintedNumber number;
  text = trimmed(text);
  if (text.ends_with('%')) {
    number.percent = true;
    text = trimmed(text.substr(0, text.size() - 1));
  }
  const bool negative = text.starts_with('-');
  if (negative) text = trimmed(text.substr(1));
  const std::size_t mark = text.rfind(decimal);
  const auto whole = whole_digits(text.substr(0, mark), decimal);
  const std::string_view part = mark == std::string_view::npos ? "" : text.substr(mark + 1);
  if (!whole || !std::all_of(part.begin(), part.end(), is_digit)) return std::nullopt;
  if (whole->empty() && part.empty()) return std::nullopt;
  if (mark != std::string_view::npos && part.empty()) return std::nullopt;
  const std::string digits =
      fmt::format("{}{}.{}", negative ? "-" : "", whole->empty() ? "0" : *whole, part.empty() ? "0" : part);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  number.decimals = static_cast<int>(part.size());
  return number;
}

/// "[a, b]", "a - b", "a; b", "(a-b)"; a comma parts only where it is no decimal mark and no group's.
std::optional<std::pair<PrintedNumber, PrintedNumber>> interval_of(std::string_view text, char decimal) {
  const bool bracketed = text.size() > 2 && (text.front() == '[' || text.front() == '(') &&
                         (text.back() == ']' || text.back() == ')');
  if (bracketed) text = trimmed(text.substr(1, text.size() - 2));
  for (const std::string_view between : {";", "\x01", " - ", ", ", " a ", "-", ","}) {
    const std::size_t at = text.find(between, 1);
    if (at == std::string_view::npos) continue;
    if (between == "," && (decimal == ',' || !bracketed)) continue;
    const auto low = number_of(text.substr(0, at), decimal);
    const auto high = number_of(text.substr(at + between.size()), decimal);
    // "15-19" is a group of ages.
    const bool figures = bracketed || (low && high && low->decimals > 0 && high->decimals > 0);
    if (low && high && figures) return std::pair(*low, *high);
  }
  return std::nullopt;
}

/// One run of digits and marks: which of its marks can be the decimal one.
DecimalEvidence evidence_of_run(std::string_view run) {
  const std::size_t point = run.rfind('.');
  const std::size_t comma = run.rfind(',');
  if (point == std::string_view::npos && comma == std::string_view::npos) return DecimalEvidence::kNone;
  if (point != std::string_view::npos && comma != std::string_view::npos)
    return point > comma ? DecimalEvidence::kPoint : DecimalEvidence::kComma;
  const char mark = point != std::string_view::npos ? '.' : ',';
  const std::size_t at = run.rfind(mark);
  const auto own = mark == '.' ? DecimalEvidence::kPoint : DecimalEvidence::kComma;
  const auto other = mark == '.' ? DecimalEvidence::kComma : DecimalEvidence::kPoint;
  if (run.find(mark) != at) return other;  // several of them part thousands
  const std::string_view before = run.substr(0, at);
  const bool thousands =
      run.size() - at - 1 == 3 && !before.empty() && before.size() <= 3 && before[0] != '0';
  return thousands ? DecimalEvidence::kEither : own;
}

}  // namespace

bool PrintedNumber::is_rounded(double figure) const {
  // Exactly half a unit off is a tie, which may be printed up or down; 1e-12 of the figure is its own error.
  const double half = 0.5 * std::pow(10.0, -decimals);
  return std::abs(figure - value) <= half + 1e-12 * std::max(1.0, std::abs(figure));
}

PrintedCell read_printed(std::string_view text, char decimal) {
  const std::string plain = replaced(text);
  const std::string_view whole = trimmed(plain);
  PrintedCell cell;
  if (whole.empty()) return cell;
  const std::string lower = plain_letters(whole);
  if (std::find(kNoFigure.begin(), kNoFigure.end(), lower) != kNoFigure.end()) {
    cell.meaning = CellMeaning::kSuppressed;
    return cell;
  }
  const bool bracketed_code =
      whole.size() == 3 && whole.front() == '[' && whole.back() == ']' && !is_digit(whole[1]);
  if (bracketed_code) {
    cell.meaning = CellMeaning::kSuppressed;
    return cell;
  }
  std::string_view rest = without_marks(whole);
  cell.marks = std::string(whole.substr(rest.size()));
  if (const auto ends = interval_of(rest, decimal)) {
    cell.meaning = CellMeaning::kInterval;
    cell.numbers = {ends->first, ends->second};
    return cell;
  }
  const bool warned = rest.size() > 2 && rest.front() == '(' && rest.back() == ')';
  if (warned) rest = rest.substr(1, rest.size() - 2);
  const auto number = number_of(rest, decimal);
  cell.meaning = number ? CellMeaning::kNumber : CellMeaning::kText;
  if (number) cell.numbers = {*number};
  return cell;
}

DecimalEvidence decimal_evidence(std::string_view text) {
  const std::string plain = replaced(text);
  const bool reads = read_printed(plain, '.').meaning != CellMeaning::kText ||
                     read_printed(plain, ',').meaning != CellMeaning::kText;
  if (!reads) return DecimalEvidence::kNone;
  auto found = DecimalEvidence::kNone;
  const std::string_view rest = without_marks(trimmed(plain));
  for (std::size_t at = 0; at < rest.size();) {
    std::size_t end = at;
    while (end < rest.size() && (is_digit(rest[end]) || rest[end] == '.' || rest[end] == ',')) ++end;
    std::string_view run = rest.substr(at, end - at);
    while (!run.empty() && !is_digit(run.back())) run.remove_suffix(1);
    const auto here = evidence_of_run(run);
    const bool tells = here == DecimalEvidence::kPoint || here == DecimalEvidence::kComma;
    if (tells || found == DecimalEvidence::kNone) found = here == DecimalEvidence::kNone ? found : here;
    at = std::max(end, at + 1);
  }
  return found;
}

std::string printed_text(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, std::max(decimals, 0));
  const bool negative_zero = text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos;
  return negative_zero ? text.substr(1) : text;
}

std::string without_footnote_marks(std::string_view text) {
  const std::string_view whole = trimmed(text);
  return std::string(without_marks(whole));
}

}  // namespace sondeo::published
