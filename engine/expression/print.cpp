#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "engine/expression/detail/function_list.hpp"
#include "engine/expression/expression.hpp"

namespace sondeo::expression {

namespace {

/// How tightly a node holds its parts: a part that holds less tightly than its place asks needs parentheses.
enum class Tightness { kOr, kAnd, kNot, kComparison, kAdditive, kMultiplicative, kSigned, kOperand };

constexpr std::array<std::string_view, 5> kArithmeticSymbols = {" + ", " - ", " * ", " / ", " % "};
constexpr std::array<std::string_view, 6> kComparisonSymbols = {" == ", " != ", " < ", " <= ", " > ", " >= "};

bool additive(const Arithmetic& node) { return node.rest.front().op <= ArithmeticOperator::kMinus; }

Tightness tightness(const Node& node) {
  if (const auto* logical = std::get_if<Logical>(&node.content)) {
    return logical->op == LogicalOperator::kOr ? Tightness::kOr : Tightness::kAnd;
  }
  if (std::holds_alternative<Not>(node.content)) return Tightness::kNot;
  if (std::holds_alternative<Comparison>(node.content) || std::holds_alternative<Membership>(node.content) ||
      std::holds_alternative<Between>(node.content)) {
    return Tightness::kComparison;
  }
  if (const auto* arithmetic = std::get_if<Arithmetic>(&node.content)) {
    return additive(*arithmetic) ? Tightness::kAdditive : Tightness::kMultiplicative;
  }
  return std::holds_alternative<Negation>(node.content) ? Tightness::kSigned : Tightness::kOperand;
}

Tightness above(Tightness level) { return static_cast<Tightness>(static_cast<int>(level) + 1); }

std::string quoted_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string code_set(const std::vector<Constant>& codes) {
  std::string result;
  for (const auto& code : codes) {
    if (!result.empty()) result += ", ";
    result += to_text(code);
  }
  return fmt::format("{{{}}}", result);
}

/// Writes one node; its parts with parentheses where they need them.
class Printer {
 public:
  std::string operator()(const NumberLiteral& node) const { return to_text(Constant(node.value)); }
  std::string operator()(const TextLiteral& node) const { return quoted_text(node.value); }
  std::string operator()(const TruthLiteral& node) const { return node.value ? "true" : "false"; }
  std::string operator()(const MissingLiteral& /*node*/) const { return "missing"; }
  std::string operator()(const Name& node) const { return written_name(node.name); }
  std::string operator()(const NamePattern& node) const { return to_text(node); }
  std::string operator()(const Negation& node) const {
    return fmt::format("-{}", term(node.operand, Tightness::kSigned));
  }
  std::string operator()(const Not& node) const {
    return fmt::format("not {}", at(node.operand, Tightness::kNot));
  }

  std::string operator()(const Arithmetic& node) const {
    const Tightness part = above(additive(node) ? Tightness::kAdditive : Tightness::kMultiplicative);
    std::string text = term(node.first, part);
    for (const auto& next : node.rest) {
      text += kArithmeticSymbols[static_cast<std::size_t>(next.op)];
      text += term(next.operand, part);
    }
    return text;
  }

  std::string operator()(const Comparison& node) const {
    return at(node.left, Tightness::kAdditive) +
           std::string(kComparisonSymbols[static_cast<std::size_t>(node.op)]) +
           at(node.right, Tightness::kAdditive);
  }

  std::string operator()(const Membership& node) const {
    return at(node.value, Tightness::kAdditive) + " in " + code_set(node.codes);
  }

  std::string operator()(const Between& node) const {
    return at(node.value, Tightness::kAdditive) + " between " + at(node.low, Tightness::kAdditive) + " and " +
           at(node.high, Tightness::kAdditive);
  }

  std::string operator()(const Logical& node) const {
    const bool disjunction = node.op == LogicalOperator::kOr;
    std::string text;
    for (const auto& operand : node.operands) {
      if (!text.empty()) text += disjunction ? " or " : " and ";
      text += at(operand, above(disjunction ? Tightness::kOr : Tightness::kAnd));
    }
    return text;
  }

  std::string operator()(const Call& node) const {
    std::string list;
    for (const auto& argument : node.arguments) {
      if (!list.empty()) list += ", ";
      list += to_text(*argument);
    }
    return fmt::format("{}({})", detail::entry_of(node.function).name, list);
  }

  std::string operator()(const MissingTest& node) const {
    std::string text = "missing(" + to_text(*node.value);
    for (const Missing reason : node.reasons) text += ", " + std::string(missing_name(reason));
    return text + ")";
  }

  std::string operator()(const Cut& node) const {
    std::string text = "cut(" + to_text(*node.value);
    for (const double value : node.breaks) text += ", " + to_text(Constant(value));
    return text + ")";
  }

  std::string operator()(const Recode& node) const {
    std::string text = "recode(" + to_text(*node.value);
    for (const auto& rule : node.rules) text += ", " + codes(rule) + " -> " + to_text(*rule.to);
    if (node.otherwise) text += ", else -> " + to_text(**node.otherwise);
    return text + ")";
  }

 private:
  static std::string at(const Subtree& part, Tightness least) {
    const std::string text = to_text(*part);
    return tightness(*part) < least ? fmt::format("({})", text) : text;
  }

  /// A part of arithmetic: after the star of a pattern a sign would be read as that of a factor.
  static std::string term(const Subtree& part, Tightness least) {
    const auto* pattern = std::get_if<NamePattern>(&part->content);
    const bool star = pattern != nullptr && pattern->open_end;
    return star ? fmt::format("({})", to_text(*part)) : at(part, least);
  }

  static std::string codes(const RecodeRule& rule) {
    if (const auto* range = std::get_if<CodeRange>(&rule.from)) {
      return fmt::format("between {} and {}", to_text(Constant(range->low)), to_text(Constant(range->high)));
    }
    const auto& codes = std::get<std::vector<Constant>>(rule.from);
    return codes.size() == 1 ? to_text(codes.front()) : code_set(codes);
  }
};

}  // namespace

std::string to_text(const Constant& code) {
  const auto* number = std::get_if<double>(&code);
  return number == nullptr ? quoted_text(std::get<std::string>(code)) : fmt::format("{}", *number);
}

std::string to_text(const Node& node) { return std::visit(Printer(), node.content); }

std::string to_text(const Expression& expression) { return to_text(expression.root()); }

}  // namespace sondeo::expression
