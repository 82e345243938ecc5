#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/expression/node.hpp"
#include "engine/table/table.hpp"

namespace sondeo::expression {

/// A parsed expression of the language of derived variables (DESIGN 4): immutable, cheap to copy.
class Expression {
 public:
  Expression(Written written, Subtree root) : written_(std::move(written)), root_(std::move(root)) {}

  /// What the user wrote.
  [[nodiscard]] const Written& written() const { return written_; }
  [[nodiscard]] const Node& root() const { return *root_; }
  /// Equal when they say the same, however they were written.
  friend bool operator==(const Expression& a, const Expression& b) { return a.root_ == b.root_; }

 private:
  Written written_;
  Subtree root_;
};

/// Nesting and size that an expression may have.
inline constexpr std::size_t kDeepestNesting = 200;
inline constexpr std::size_t kMostNodes = 10'000;

/// Reads an expression. @throws Error  of the 31xx codes, with the place of the fault
Expression parse(const Written& text);

/// The expression in its canonical spelling: `parse` of it gives an equal expression.
std::string to_text(const Expression& expression);
std::string to_text(const Node& node);
std::string to_text(const Constant& code);

/// What names an expression may use, and what to tell a user who used another.
struct NameContext {
  std::span<const std::string> available;
  std::string source;           ///< where they come from, for the message; a file's name
  std::string inspect_command;  ///< the command that lists them
};

/// Names that the expression uses, patterns expanded, in order of first use.
/// @throws Error(kUnknownVariable, kPatternMatchesNothing)  with place, nearest names and the next command
std::vector<std::string> variables(const Expression& expression, const NameContext& context);

/// What an expression gives.
enum class Type { kNumber, kYesNo, kText };

/// The type of the expression over the table's columns; only those it uses need be there, values are not
/// read.
/// @throws Error  when a part has another type than its place needs
Type check(const Expression& expression, const Table& table);

/// How missing answers enter any(...) and or-chains (reference: indicators 0.1). Each operand is one act.
struct MissingPolicy {
  enum class Kind {
    kKleene,         ///< any yes is yes; else any missing is missing; else no
    kAnswered,       ///< any yes is yes; else no if enough of the acts asked were answered; else missing
    kDhsZero,        ///< a missing act counts as no; a single condition is one act
    kExplicitTotal,  ///< as kKleene; a yes/no result that is missing counts as no
    kExcludeReport   ///< as kKleene: the missing leave the denominator, and are reported by others
  };
  Kind kind = Kind::kKleene;
  double min_answered = 0.8;  ///< share of the acts asked; acts not asked or not applicable were not asked
};

/// The values of the expression, one per row of the table: a number, yes/no or text column named
/// `result_name`.
///
/// - A name alone gives its column, renamed, with its labels and missing rules, values shared.
/// - Reasons of missing values pass through names, comparisons, `not`, `if`, `coalesce` (the first
/// argument's,
///   when all are missing), `cut` and `recode`; arithmetic and number functions give system missing. Where
///   several missing answers decide together (and, or, any, all), reasons of acts that were asked go before
///   not_asked and not_applicable; several different reasons give system (not_asked, when none was asked).
/// - A yes/no in arithmetic, `sum` and `mean` counts 1 or 0.
/// - x % y has the sign of y, as in R and Stata.
/// - The same values for any number of threads.
/// @throws Error  as `check`
Column evaluate(const Expression& expression, const Table& table, std::string result_name,
                unsigned threads = 1, MissingPolicy policy = {});

}  // namespace sondeo::expression
