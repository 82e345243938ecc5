#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/expression/name_pattern.hpp"
#include "engine/table/missing.hpp"

namespace sondeo::expression {

struct Node;

/// A part of a parsed expression: shared, never changed, compared by what it holds.
class Subtree {
 public:
  explicit Subtree(Node node);
  [[nodiscard]] const Node& operator*() const { return *node_; }
  [[nodiscard]] const Node* operator->() const { return node_.get(); }
  friend bool operator==(const Subtree& a, const Subtree& b);

 private:
  std::shared_ptr<const Node> node_;
};

/// A code: a number or a text.
using Constant = std::variant<double, std::string>;

struct NumberLiteral {
  double value;  ///< never negative: a sign in front is a `Negation`
  bool operator==(const NumberLiteral&) const = default;
};
struct TextLiteral {
  std::string value;  ///< not empty, right-trimmed as the texts of a table
  bool operator==(const TextLiteral&) const = default;
};
struct TruthLiteral {
  bool value;
  bool operator==(const TruthLiteral&) const = default;
};
struct MissingLiteral {
  bool operator==(const MissingLiteral&) const = default;
};
struct Name {
  std::string name;
  bool operator==(const Name&) const = default;
};

enum class ArithmeticOperator { kPlus, kMinus, kTimes, kDivide, kRemainder };
enum class ComparisonOperator { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
enum class LogicalOperator { kAnd, kOr };

/// -x
struct Negation {
  Subtree operand;
  bool operator==(const Negation&) const = default;
};
/// not x
struct Not {
  Subtree operand;
  bool operator==(const Not&) const = default;
};
struct ArithmeticTerm {
  ArithmeticOperator op;
  Subtree operand;
  bool operator==(const ArithmeticTerm&) const = default;
};
/// A chain of one tightness, from left to right: a + b - c, or a * b / c. Flat, so that long chains are not
/// deep.
struct Arithmetic {
  Subtree first;
  std::vector<ArithmeticTerm> rest;
  bool operator==(const Arithmetic&) const = default;
};
struct Comparison {
  ComparisonOperator op;
  Subtree left;
  Subtree right;
  bool operator==(const Comparison&) const = default;
};
/// x in {1, 2}: the codes are all numbers or all texts.
struct Membership {
  Subtree value;
  std::vector<Constant> codes;
  bool operator==(const Membership&) const = default;
};
/// x between low and high, both included
struct Between {
  Subtree value;
  Subtree low;
  Subtree high;
  bool operator==(const Between&) const = default;
};
/// a and b and c, a or b or c: flat, operands are never of the same operator.
struct Logical {
  LogicalOperator op;
  std::vector<Subtree> operands;
  bool operator==(const Logical&) const = default;
};

/// Functions whose arguments are all expressions.
enum class Function {
  kAny,
  kAll,
  kCount,
  kSum,
  kMean,
  kMin,  ///< with exactly two arguments and no pattern: missing if either is; else over the list
  kMax,  ///< as kMin
  kCoalesce,
  kIf,
  kLabel,
  kFloor,
  kRound,
  kAbs,
  kExp,
  kLog,
  kSqrt
};
struct Call {
  Function function;
  std::vector<Subtree> arguments;
  bool operator==(const Call&) const = default;
};
/// missing(x), missing(x, refused): without reasons any reason.
struct MissingTest {
  Subtree value;
  std::vector<Missing> reasons;
  bool operator==(const MissingTest&) const = default;
};
/// cut(x, a, b, ...): 1 = [a, b), ..., last = [z, infinity), below a missing.
struct Cut {
  Subtree value;
  std::vector<double> breaks;  ///< ascending
  bool operator==(const Cut&) const = default;
};
/// between low and high, in recode
struct CodeRange {
  double low;
  double high;
  bool operator==(const CodeRange&) const = default;
};
struct RecodeRule {
  std::variant<std::vector<Constant>, CodeRange> from;
  Subtree to;
  bool operator==(const RecodeRule&) const = default;
};
/// recode(x, 1 -> a, {2, 3} -> b, between 4 and 9 -> c, else -> d): the first rule that holds; without else,
/// missing; a missing x stays missing.
struct Recode {
  Subtree value;
  std::vector<RecodeRule> rules;
  std::optional<Subtree> otherwise;
  bool operator==(const Recode&) const = default;
};

/// Bytes of the expression's text.
struct Extent {
  std::size_t offset = 0;
  std::size_t length = 0;
};

/// One node of a parsed expression. Two nodes are equal when they say the same, wherever they were written.
struct Node {
  std::variant<NumberLiteral, TextLiteral, TruthLiteral, MissingLiteral, Name, NamePattern, Negation, Not,
               Arithmetic, Comparison, Membership, Between, Logical, Call, MissingTest, Cut, Recode>
      content;
  Extent extent;
  friend bool operator==(const Node& a, const Node& b) { return a.content == b.content; }
};

/// The nodes right below a node, in the order in which they are written.
std::vector<const Node*> parts_of(const Node& node);

}  // namespace sondeo::expression
