#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/base/place.hpp"

namespace sondeo::estimation {

/// One condition of a cell: `sex=2`.
struct CellCondition {
  Written variable;
  Written code;  ///< as written, without quotes
};

/// An estimate that an expression names: an indicator, in the cell of its conditions.
struct CellReference {
  Written indicator;
  std::vector<CellCondition> conditions;  ///< none: the cell of the row
};

/// A smooth function of estimates as the user wrote it: `victim[sex=2] - victim[sex=1]`.
///
/// Names are indicators; other names than letters, digits and _ stand between backquotes. A cell stands in
/// brackets as `variable=code` with commas between; texts may stand in quotes. Numbers, + - * / ^,
/// parentheses, log (natural), exp, sqrt. Tight to loose: ^ (to the right), unary minus, * /, + -.
class DerivedExpression {
 public:
  enum class Operator {
    kNumber,
    kReference,
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    kPower,
    kNegate,
    kLog,
    kExp,
    kSqrt
  };
  /// One step; its operands are earlier steps.
  struct Step {
    Operator op = Operator::kNumber;
    double number = 0;       ///< of kNumber
    std::size_t first = 0;   ///< operand, or which reference
    std::size_t second = 0;  ///< right operand of two
  };

  DerivedExpression(Written written, std::vector<CellReference> references, std::vector<Step> steps)
      : written_(std::move(written)), references_(std::move(references)), steps_(std::move(steps)) {}

  [[nodiscard]] const Written& written() const { return written_; }
  [[nodiscard]] std::span<const CellReference> references() const { return references_; }

  /// The value at `estimates`, one for each reference; its derivatives by them go to `gradient` unless that
  /// is empty. Not finite where the function has no value (log of a negative number, division by 0).
  double value(std::span<const double> estimates, std::span<double> gradient) const;

  /// Whether it subtracts one thing from another last: then 0 is what it is tested against.
  [[nodiscard]] bool is_difference() const { return steps_.back().op == Operator::kSubtract; }

  /// The unit of the result when its references have these; empty where units mix, "ratio" for one of two of
  /// the same unit.
  [[nodiscard]] std::string unit(std::span<const std::string> units) const;

 private:
  Written written_;
  std::vector<CellReference> references_;
  std::vector<Step> steps_;
};

/// Nesting that an expression may have.
inline constexpr std::size_t kDeepestDerived = 100;

/// @throws Error kDerivedUnexpected, kDerivedEnds, kDerivedUnknownFunction, kDerivedNoIndicator,
///         kDerivedVariableTwice, kDerivedTooDeep, with the place of the fault
[[nodiscard]] DerivedExpression parse_derived(const Written& text);

/// A name as a derived expression writes it: between backquotes where it must be.
[[nodiscard]] std::string derived_name(const std::string& name);

}  // namespace sondeo::estimation
