#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/estimation/codes.hpp"
#include "engine/estimation/derived_expression.hpp"

namespace sondeo::estimation {

namespace {

using Operator = DerivedExpression::Operator;
using Step = DerivedExpression::Step;

constexpr std::array<std::pair<std::string_view, Operator>, 3> kFunctions = {
    {{"log", Operator::kLog}, {"exp", Operator::kExp}, {"sqrt", Operator::kSqrt}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
/// Letters of any script: bytes beyond ASCII are taken as they are.
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) { return begins_name(c) || is_digit(c); }

/// Recursive descent over the characters; each part appends its steps and gives its last one.
class DerivedParser {
 public:
  explicit DerivedParser(const Written& written) : written_(written), text_(written.text) {}

  DerivedExpression parse() {
    static_cast<void>(sum());
    if (position_ < text_.size()) refuse();
    if (references_.empty()) throw Error({code::kDerivedNoIndicator, {}, written_.place, {}, {}});
    return {written_, std::move(references_), std::move(steps_)};
  }

 private:
  std::size_t sum() {
    std::size_t left = product();
    for (char c = peek(); c == '+' || c == '-'; c = peek()) {
      ++position_;
      const std::size_t right = product();
      left = add({c == '+' ? Operator::kAdd : Operator::kSubtract, 0, left, right});
    }
    return left;
  }

  std::size_t product() {
    std::size_t left = signed_power();
    for (char c = peek(); c == '*' || c == '/'; c = peek()) {
      ++position_;
      const std::size_t right = signed_power();
      left = add({c == '*' ? Operator::kMultiply : Operator::kDivide, 0, left, right});
    }
    return left;
  }

  std::size_t signed_power() {
    if (peek() == '-') {
      enter();
      ++position_;
      const std::size_t operand = signed_power();
      --depth_;
      return add({Operator::kNegate, 0, operand, operand});
    }
    const std::size_t base = operand();
    if (peek() != '^') return base;
    enter();
    ++position_;
    const std::size_t exponent = signed_power();
    --depth_;
    return add({Operator::kPower, 0, base, exponent});
  }

  std::size_t operand() {
    const char c = peek();
    if (c == '(') return parenthesised();
    if (is_digit(c) || c == '.') return add({Operator::kNumber, number(), 0, 0});
    if (c == '`' || begins_name(c)) return name_or_function();
    refuse();
  }

  std::size_t parenthesised() {
    enter();
    expect('(');
    const std::size_t inside = sum();
    expect(')');
    --depth_;
    return inside;
  }

  std::size_t name_or_function() {
    const bool quoted = peek() == '`';
    const Written name = this->name();
    if (!quoted && peek() == '(') return function(name);
    CellReference reference{name, {}};
    if (peek() == '[') reference.conditions = conditions();
    references_.push_back(std::move(reference));
    return add({Operator::kReference, 0, references_.size() - 1, 0});
  }

  std::size_t function(const Written& name) {
    for (const auto& [word, op] : kFunctions) {
      if (name.text != word) continue;
      const std::size_t argument = parenthesised();
      return add({op, 0, argument, argument});
    }
    std::vector<std::string> words;
    words.reserve(kFunctions.size());
    for (const auto& [word, op] : kFunctions) words.emplace_back(word);
    throw Error({code::kDerivedUnknownFunction,
                 {{"function", name.text}},
                 name.place,
                 nearest_names(name.text, words),
                 {}});
  }

  std::vector<CellCondition> conditions() {
    std::vector<CellCondition> found;
    do {
      ++position_;  // '[' or ','
      const char c = peek();
      if (c != '`' && !begins_name(c)) refuse();
      CellCondition condition;
      condition.variable = name();
      for (const auto& other : found) {
        if (other.variable.text != condition.variable.text) continue;
        throw Error({code::kDerivedVariableTwice,
                     {{"variable", other.variable.text}},
                     condition.variable.place,
                     {},
                     {}});
      }
      expect('=');
      if (peek() == '=') ++position_;
      condition.code = code();
      found.push_back(std::move(condition));
    } while (peek() == ',');
    expect(']');
    return found;
  }

  /// A number, a text in quotes, or a word.
  Written code() {
    const char c = peek();
    if (c == '"' || c == '\'') return delimited(c);
    const std::size_t start = position_;
    if (c == '-') ++position_;
    while (position_ < text_.size() && (continues_name(text_[position_]) || text_[position_] == '.'))
      ++position_;
    if (position_ == start) refuse();
    return part(start, position_ - start);
  }

  Written name() {
    if (peek() == '`') return delimited('`');
    const std::size_t start = position_;
    while (position_ < text_.size() && name_goes_on()) ++position_;
    return part(start, position_ - start);
  }

  /// A point belongs to a name when letters follow: `parent.sex`.
  [[nodiscard]] bool name_goes_on() const {
    const char c = text_[position_];
    const bool point = c == '.' && position_ + 1 < text_.size() && begins_name(text_[position_ + 1]);
    return continues_name(c) || point;
  }

  Written delimited(char delimiter) {
    const std::size_t start = position_ + 1;
    const std::size_t end = text_.find(delimiter, start);
    if (end == std::string_view::npos) ends(delimiter);
    if (end == start) refuse();
    position_ = end + 1;
    return part(start, end - start);
  }

  double number() {
    double value = 0;
    const auto* begin = text_.data() + position_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error != std::errc()) refuse();
    position_ += static_cast<std::size_t>(end - begin);
    return value;
  }

  std::size_t add(Step step) {
    steps_.push_back(step);
    return steps_.size() - 1;
  }

  char peek() {
    while (position_ < text_.size() && is_space(text_[position_])) ++position_;
    return position_ < text_.size() ? text_[position_] : '\0';
  }

  void expect(char wanted) {
    if (peek() == wanted) {
      ++position_;
      return;
    }
    if (position_ >= text_.size()) ends(wanted);
    refuse();
  }

  void enter() {
    if (++depth_ <= kDeepestDerived) return;
    throw Error({code::kDerivedTooDeep,
                 {{"limit", std::to_string(kDeepestDerived)}},
                 written_.at(position_, 1),
                 {},
                 {}});
  }

  [[nodiscard]] Written part(std::size_t start, std::size_t length) const {
    return {std::string(text_.substr(start, length)), written_.at(start, length)};
  }

  /// What stands here cannot.
  [[noreturn]] void refuse() const {
    if (position_ >= text_.size()) {
      throw Error({code::kDerivedEnds, {{"expected", "name, number, ("}}, end_place(), {}, {}});
    }
    std::size_t length = 1;  // of the whole character, when it is one beyond ASCII
    while (position_ + length < text_.size() &&
           (static_cast<unsigned char>(text_[position_ + length]) & 0xC0U) == 0x80U)
      ++length;
    throw Error({code::kDerivedUnexpected,
                 {{"found", std::string(text_.substr(position_, length))}},
                 written_.at(position_, length),
                 {},
                 {}});
  }

  [[noreturn]] void ends(char wanted) const {
    throw Error({code::kDerivedEnds, {{"expected", std::string(1, wanted)}}, end_place(), {}, {}});
  }

  [[nodiscard]] Place end_place() const { return written_.at(text_.size(), 1); }

  const Written& written_;
  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t depth_ = 0;
  std::vector<CellReference> references_;
  std::vector<Step> steps_;
};

}  // namespace

DerivedExpression parse_derived(const Written& text) { return DerivedParser(text).parse(); }

std::string derived_name(const std::string& name) {
  bool plain = !name.empty() && begins_name(name.front());
  for (const char c : name) plain = plain && continues_name(c);
  return plain ? name : "`" + name + "`";
}

}  // namespace sondeo::estimation
