#include "engine/expression/detail/lexer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "engine/expression/codes.hpp"
#include "engine/expression/detail/characters.hpp"
#include "engine/expression/detail/fault.hpp"

namespace sondeo::expression::detail {

namespace {

constexpr std::array<std::string_view, 9> kReserved = {"and",  "or",    "not",     "in",  "between",
                                                       "true", "false", "missing", "else"};

/// Longer ones first: the first that fits is taken.
constexpr std::array<std::string_view, 18> kSymbols = {"==", "!=", "<=", ">=", "->", "<", ">", "+", "-",
                                                       "*",  "/",  "%",  "(",  ")",  "{", "}", ",", "="};

/// How other languages write what this one has; longer ones first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kForeign = {{
    {"<>", "!="},
    {"&&", "and"},
    {"||", "or"},
    {"=>", ">="},
    {"=<", "<="},
    {"~=", "!="},
    {"&", "and"},
    {"|", "or"},
    {"!", "not"},
    {"\u2260", "!="},
    {"\u2264", "<="},
    {"\u2265", ">="},
    {"\u201c", "\""},
    {"\u201d", "\""},
}};

std::size_t trimmed_size(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? 0 : last + 1;
}

}  // namespace

bool reserved(std::string_view word) {
  return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
}

Lexer::Lexer(const Written& written) : written_(written), text_(written.text) {
  for (std::size_t position = 0; position < text_.size();) {
    const std::size_t length = character_length(text_, position);
    if (length == 0) fail(written_, {position, 1}, code::kExpressionNotUtf8);
    position += length;
  }
}

Token Lexer::next() {
  skip_spaces();
  const char c = peek();
  if (position_ >= text_.size()) return {TokenKind::kEnd, {text_.size(), 0}, {}, 0, {}, false};
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
  if (c == '"' || c == '\'') return text();
  if (c == '`' || letter_length(text_, position_) > 0) return name_or_pattern();
  return symbol();
}

void Lexer::skip_spaces() {
  while (is_space(peek())) ++position_;
}

Token Lexer::number() {
  const std::size_t start = position_;
  const auto digits = [this] {
    while (is_digit(peek())) ++position_;
  };
  digits();
  if (peek() == '.') ++position_;
  digits();
  const bool signed_exponent = (peek(1) == '+' || peek(1) == '-') && is_digit(peek(2));
  if ((peek() == 'e' || peek() == 'E') && (is_digit(peek(1)) || signed_exponent)) {
    position_ += 2;
    digits();
  }
  const std::size_t end = position_;
  name_characters();
  const std::string_view written = text_.substr(start, position_ - start);
  Token token{TokenKind::kNumber, since(start), std::string(written), 0, {}, false};
  const auto [rest, error] = std::from_chars(written.data(), written.data() + (end - start), token.number);
  const bool whole = rest == text_.data() + position_;
  if (error != std::errc() || !whole) {
    fail(written_, token.extent, code::kExpressionNumber, {{"number", std::string(written)}});
  }
  return token;
}

std::string Lexer::delimited(char delimiter) {
  const std::size_t start = position_++;
  std::string value;
  while (position_ < text_.size() && peek() != '\n') {
    const char c = text_[position_++];
    if (c == delimiter) return value;
    const bool escape = c == '\\' && (peek() == delimiter || peek() == '\\');
    value += escape ? text_[position_++] : c;
  }
  fail(written_, since(start), code::kExpressionUnterminated, {{"quote", std::string(1, delimiter)}});
}

Token Lexer::text() {
  const std::size_t start = position_;
  std::string value = delimited(peek());
  value.resize(trimmed_size(value));
  if (value.empty()) fail(written_, since(start), code::kExpressionEmptyText, {{"proposal", "missing(x)"}});
  return {TokenKind::kText, since(start), std::move(value), 0, {}, false};
}

std::string Lexer::name_characters() {
  const std::size_t start = position_;
  while (true) {
    const std::size_t letter = letter_length(text_, position_);
    // A dot belongs to a name when more of the name follows: parent.NAME.
    const bool dot =
        position_ > start && peek() == '.' && (is_digit(peek(1)) || letter_length(text_, position_ + 1) > 0);
    if (letter == 0 && !is_digit(peek()) && !dot) break;
    position_ += std::max<std::size_t>(letter, 1);
  }
  return std::string(text_.substr(start, position_ - start));
}

Token Lexer::name_or_pattern() {
  const std::size_t start = position_;
  const bool backquoted = peek() == '`';
  NamePattern pattern;
  std::string name = backquoted ? delimited('`') : name_characters();
  if (name.empty()) fail(written_, since(start), code::kExpressionEmptyName);
  pattern.parts.emplace_back(name);
  while (peek() == '[') {
    pattern.parts.emplace_back(ranges());
    std::string part = peek() == '`' ? delimited('`') : name_characters();
    if (!part.empty()) pattern.parts.emplace_back(std::move(part));
  }
  if (peek() == '*' && star_ends_name()) {
    ++position_;
    pattern.open_end = true;
  }
  if (pattern.open_end || pattern.parts.size() > 1) {
    if (spelled_count(pattern) > kMostPatternNames) {
      fail(written_, since(start), code::kPatternSize,
           {{"pattern", quoted(written_, since(start))}, {"limit", std::to_string(kMostPatternNames)}});
    }
    return {TokenKind::kPattern, since(start), quoted(written_, since(start)), 0, std::move(pattern), false};
  }
  const bool word = !backquoted && reserved(name);
  const Extent extent = since(start);
  const auto after = text_.find_first_not_of(" \t\r\n", position_);
  const bool called = !backquoted && after != std::string_view::npos && text_[after] == '(';
  return {word ? TokenKind::kWord : TokenKind::kName, extent, std::move(name), 0, {}, called};
}

NameRanges Lexer::ranges() {
  NameRanges result;
  do {
    ++position_;  // "[" or ","
    result.push_back(range());
  } while (peek() == ',');
  if (peek() != ']') {
    const Extent extent{position_, std::max<std::size_t>(character_length(text_, position_), 1)};
    if (position_ >= text_.size())
      fail(written_, extent, code::kExpressionExpectedAtEnd, {{"expected", "]"}});
    fail(written_, extent, code::kExpressionExpected,
         {{"expected", "]"}, {"found", quoted(written_, extent)}});
  }
  ++position_;
  return result;
}

NameRange Lexer::range() {
  skip_spaces();
  const std::size_t start = position_;
  const auto bound = [this] {
    const std::size_t first = position_;
    while (is_digit(peek()) || is_ascii_letter(peek())) ++position_;
    return std::string(text_.substr(first, position_ - first));
  };
  NameRange range;
  range.first = bound();
  range.last = range.first;
  if (peek() == '-') {
    ++position_;
    range.last = bound();
  }
  const Extent extent = since(start);
  skip_spaces();
  if (!ascending(range)) fail(written_, extent, code::kPatternRange, {{"range", quoted(written_, extent)}});
  return range;
}

bool Lexer::star_ends_name() const {
  // "P8_* in {1}" is a pattern and "a * b" a product: the star ends a name when no operand can follow.
  const auto after = text_.find_first_not_of(" \t\r\n", position_ + 1);
  if (after == std::string_view::npos) return true;
  const std::string_view rest = text_.substr(after);
  constexpr std::string_view kAfterOperand = "),}=!<>*/%+&|";
  if (kAfterOperand.find(rest.front()) != std::string_view::npos) return true;
  for (const std::string_view word : {"in", "between", "and", "or"}) {
    const bool begins = rest.starts_with(word);
    if (begins && (rest.size() == word.size() || is_space(rest[word.size()]) || rest[word.size()] == '{'))
      return true;
  }
  return false;
}

void Lexer::refuse_foreign_symbol() const {
  const std::string_view rest = text_.substr(position_);
  if (rest.starts_with("!=")) return;
  for (const auto& [foreign, proposal] : kForeign) {
    if (!rest.starts_with(foreign)) continue;
    fail(written_, {position_, foreign.size()}, code::kExpressionForeign,
         {{"written", std::string(foreign)}, {"proposal", std::string(proposal)}});
  }
}

Token Lexer::symbol() {
  refuse_foreign_symbol();
  const std::size_t start = position_;
  for (const std::string_view symbol : kSymbols) {
    if (!text_.substr(position_).starts_with(symbol)) continue;
    position_ += symbol.size();
    if (symbol == "=")
      fail(written_, since(start), code::kExpressionForeign, {{"written", "="}, {"proposal", "=="}});
    return {TokenKind::kSymbol, since(start), std::string(symbol), 0, {}, false};
  }
  const Extent extent{start, character_length(text_, start)};
  const bool control = static_cast<unsigned char>(text_[start]) < 0x20 || text_[start] == 0x7F;
  fail(written_, extent, code::kExpressionStrayCharacter,
       {{"character", control ? std::string("?") : quoted(written_, extent)}});
}

}  // namespace sondeo::expression::detail
