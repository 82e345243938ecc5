#include "engine/expression/detail/parser.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/expression/codes.hpp"
#include "engine/expression/detail/fault.hpp"
#include "engine/expression/expression.hpp"

namespace sondeo::expression::detail {

namespace {

constexpr std::array<std::pair<std::string_view, ComparisonOperator>, 6> kComparisons = {{
    {"==", ComparisonOperator::kEqual},
    {"!=", ComparisonOperator::kNotEqual},
    {"<", ComparisonOperator::kLess},
    {"<=", ComparisonOperator::kLessEqual},
    {">", ComparisonOperator::kGreater},
    {">=", ComparisonOperator::kGreaterEqual},
}};

constexpr std::array<std::pair<std::string_view, ArithmeticOperator>, 5> kArithmetic = {{
    {"+", ArithmeticOperator::kPlus},
    {"-", ArithmeticOperator::kMinus},
    {"*", ArithmeticOperator::kTimes},
    {"/", ArithmeticOperator::kDivide},
    {"%", ArithmeticOperator::kRemainder},
}};

template <typename Operators>
auto operator_of(const Operators& operators, const Token& token)
    -> std::optional<decltype(operators[0].second)> {
  if (token.kind != TokenKind::kSymbol) return std::nullopt;
  for (const auto& [symbol, op] : operators) {
    if (symbol == token.text) return op;
  }
  return std::nullopt;
}

bool additive_operator(ArithmeticOperator op) {
  return op == ArithmeticOperator::kPlus || op == ArithmeticOperator::kMinus;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace

Parser::Parser(const Written& written) : written_(written), lexer_(written), token_(lexer_.next()) {}

Subtree Parser::parse() {
  if (token_.kind == TokenKind::kEnd) fail(written_, {0, written_.text.size()}, code::kExpressionEmpty);
  Subtree root = any_of();
  if (token_.kind != TokenKind::kEnd) refuse_rest();
  return root;
}

Subtree Parser::any_of() { return chain(LogicalOperator::kOr, "or", &Parser::all_of); }

Subtree Parser::all_of() { return chain(LogicalOperator::kAnd, "and", &Parser::negated); }

Subtree Parser::chain(LogicalOperator op, std::string_view word, Subtree (Parser::*part)()) {
  const std::size_t start = token_.extent.offset;
  Subtree first = (this->*part)();
  if (!at_word(word)) return first;
  Logical logical{op, {}};
  const auto add = [&logical, op](Subtree node) {
    const auto* same = std::get_if<Logical>(&node->content);
    if (same != nullptr && same->op == op) {
      logical.operands.insert(logical.operands.end(), same->operands.begin(), same->operands.end());
    } else {
      logical.operands.push_back(std::move(node));
    }
  };
  add(std::move(first));
  while (at_word(word)) {
    take();
    add((this->*part)());
  }
  return make(std::move(logical), start);
}

Subtree Parser::negated() {
  if (!at_word("not")) return comparison();
  const Level level(*this);
  const std::size_t start = token_.extent.offset;
  take();
  return make(Not{negated()}, start);
}

Subtree Parser::comparison() {
  const std::size_t start = token_.extent.offset;
  Subtree left = additive();
  if (const auto op = operator_of(kComparisons, token_)) {
    take();
    Subtree right = additive();
    refuse_chain(*right, start);
    return make(Comparison{*op, std::move(left), std::move(right)}, start);
  }
  if (at_word("in")) return membership(std::move(left), start);
  if (at_word("between")) return between(std::move(left), start);
  if (at_word("not")) {
    const std::string proposal = "not " + quoted(written_, left->extent) + " in {...}";
    fail(written_, token_.extent, code::kExpressionForeign, {{"written", "not in"}, {"proposal", proposal}});
  }
  return left;
}

void Parser::refuse_chain(const Node& left, std::size_t start) {
  const auto op = operator_of(kComparisons, token_);
  if (!op && !at_word("in") && !at_word("between")) return;
  const std::string before = quoted(written_, since(start));
  const std::size_t second = token_.extent.offset;
  if (op) {
    take();
    additive();
  } else if (at_word("in")) {
    membership(Subtree(left), second);
  } else {
    between(Subtree(left), second);
  }
  const std::string after = quoted(written_, left.extent) + ' ' + quoted(written_, since(second));
  fail(written_, since(start), code::kExpressionChain, {{"proposal", before + " and " + after}});
}

Subtree Parser::membership(Subtree value, std::size_t start) {
  take();
  if (!at_symbol("{")) refuse_expected("{");
  auto codes = code_set();
  Subtree result = make(Membership{std::move(value), std::move(codes)}, start);
  return result;
}

Subtree Parser::between(Subtree value, std::size_t start) {
  take();
  Subtree low = additive();
  expect_word("and");
  Subtree high = additive();
  refuse_chain(*high, start);
  return make(Between{std::move(value), std::move(low), std::move(high)}, start);
}

std::vector<Constant> Parser::code_set() {
  expect("{");
  std::vector<Constant> codes;
  do {
    const Extent extent = token_.extent;
    count_node(extent);
    codes.push_back(code());
    if (codes.back().index() != codes.front().index()) fail(written_, extent, code::kExpressionMixedCodes);
  } while (accept(","));
  expect("}");
  return codes;
}

Constant Parser::code() {
  if (token_.kind == TokenKind::kText) return take().text;
  return number();
}

double Parser::number() {
  const bool negative = accept("-");
  if (token_.kind != TokenKind::kNumber) {
    if (token_.kind == TokenKind::kEnd) refuse_operand();
    fail(written_, token_.extent, code::kExpressionCodeExpected, {{"found", found()}});
  }
  const double value = take().number;
  return negative ? 0.0 - value : value;
}

Subtree Parser::additive() { return arithmetic(true, &Parser::multiplicative); }

Subtree Parser::multiplicative() { return arithmetic(false, &Parser::signed_operand); }

Subtree Parser::arithmetic(bool additive_level, Subtree (Parser::*part)()) {
  const std::size_t start = token_.extent.offset;
  Subtree first = (this->*part)();
  std::vector<ArithmeticTerm> rest;
  while (true) {
    const auto op = operator_of(kArithmetic, token_);
    if (!op || additive_operator(*op) != additive_level) break;
    take();
    rest.push_back({*op, (this->*part)()});
  }
  if (rest.empty()) return first;
  const auto* same = std::get_if<Arithmetic>(&first->content);
  if (same == nullptr || additive_operator(same->rest.front().op) != additive_level) {
    return make(Arithmetic{std::move(first), std::move(rest)}, start);
  }
  Arithmetic flat = *same;  // (a + b) - c is a + b - c
  flat.rest.insert(flat.rest.end(), rest.begin(), rest.end());
  return make(std::move(flat), start);
}

Subtree Parser::signed_operand() {
  if (!at_symbol("-")) return operand();
  const Level level(*this);
  const std::size_t start = token_.extent.offset;
  take();
  return make(Negation{signed_operand()}, start);
}

Subtree Parser::operand() {
  const Level level(*this);
  const std::size_t start = token_.extent.offset;
  switch (token_.kind) {
    case TokenKind::kNumber:
      return make(NumberLiteral{take().number}, start);
    case TokenKind::kText: {
      std::string text = take().text;
      return make(TextLiteral{std::move(text)}, start);
    }
    case TokenKind::kPattern: {
      NamePattern pattern = take().pattern;
      return make(std::move(pattern), start);
    }
    case TokenKind::kName:
      return token_.called ? call() : name();
    case TokenKind::kWord:
      return word_operand();
    case TokenKind::kSymbol:
      if (at_symbol("(")) return parenthesised();
      break;
    case TokenKind::kEnd:
      break;
  }
  refuse_operand();
}

Subtree Parser::name() {
  const std::size_t start = token_.extent.offset;
  std::string text = take().text;
  return make(Name{std::move(text)}, start);
}

Subtree Parser::word_operand() {
  const std::size_t start = token_.extent.offset;
  if (at_word("true") || at_word("false")) {
    const bool value = take().text == "true";
    return make(TruthLiteral{value}, start);
  }
  if (!at_word("missing")) refuse_operand();
  const bool called = token_.called;
  take();
  return called ? missing_test(start) : make(MissingLiteral{}, start);
}

Subtree Parser::parenthesised() {
  const std::size_t start = token_.extent.offset;
  take();
  const Subtree inner = any_of();
  expect(")");
  // The same node with the parentheses in its place, so that a proposal quotes them.
  return Subtree(Node{inner->content, since(start)});
}

Token Parser::take() {
  last_end_ = token_.extent.offset + token_.extent.length;
  Token taken = std::move(token_);
  token_ = lexer_.next();
  return taken;
}

bool Parser::at_symbol(std::string_view symbol) const {
  return token_.kind == TokenKind::kSymbol && token_.text == symbol;
}

bool Parser::at_word(std::string_view word) const {
  return token_.kind == TokenKind::kWord && token_.text == word;
}

bool Parser::accept(std::string_view symbol) {
  if (!at_symbol(symbol)) return false;
  take();
  return true;
}

void Parser::expect(std::string_view symbol) {
  if (!accept(symbol)) refuse_expected(symbol);
}

void Parser::expect_word(std::string_view word) {
  if (!at_word(word)) refuse_expected(word);
  take();
}

void Parser::refuse_expected(std::string_view expected) const {
  refuse_foreign_word();
  const std::string wanted(expected);
  if (token_.kind == TokenKind::kEnd) {
    fail(written_, token_.extent, code::kExpressionExpectedAtEnd, {{"expected", wanted}});
  }
  fail(written_, token_.extent, code::kExpressionExpected, {{"expected", wanted}, {"found", found()}});
}

void Parser::refuse_operand() const {
  if (token_.kind == TokenKind::kEnd) fail(written_, token_.extent, code::kExpressionOperandAtEnd);
  if (token_.kind == TokenKind::kWord) {
    fail(written_, token_.extent, code::kExpressionReservedWord, {{"word", token_.text}});
  }
  fail(written_, token_.extent, code::kExpressionOperand, {{"found", found()}});
}

void Parser::refuse_foreign_word() const {
  const std::string word = lower(token_.text);
  if (token_.kind == TokenKind::kName && reserved(word)) {
    fail(written_, token_.extent, code::kExpressionForeign, {{"written", token_.text}, {"proposal", word}});
  }
}

void Parser::refuse_rest() const {
  refuse_foreign_word();
  fail(written_, token_.extent, code::kExpressionUnexpected, {{"found", found()}});
}

void Parser::wrong_count(std::string_view function, std::size_t count, std::string_view usage,
                         std::size_t start) const {
  // The name of the function is what is marked: its end is not read yet when arguments are missing.
  fail(
      written_, {start, function.size()}, code::kExpressionArgumentCount,
      {{"function", std::string(function)}, {"count", std::to_string(count)}, {"usage", std::string(usage)}});
}

std::string Parser::found() const { return quoted(written_, token_.extent); }

void Parser::enter() {
  if (++depth_ > kDeepestNesting) {
    fail(written_, token_.extent, code::kExpressionTooDeep, {{"limit", std::to_string(kDeepestNesting)}});
  }
}

void Parser::count_node(Extent extent) {
  if (++nodes_ > kMostNodes) {
    fail(written_, extent, code::kExpressionTooLong, {{"limit", std::to_string(kMostNodes)}});
  }
}

}  // namespace sondeo::expression::detail
