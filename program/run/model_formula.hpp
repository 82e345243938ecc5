#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/base/place.hpp"

namespace sondeo::run {

/// How a variable enters a model.
enum class VariableForm {
  kAsItIs,  ///< numbers; categories where it has value labels or is text
  kFactor,  ///< `factor(x)`: categories, whatever it is
  kNumber   ///< `numeric(x)`: numbers, although it has value labels
};

struct ModelVariable {
  Written expression;
  VariableForm form = VariableForm::kAsItIs;
  std::optional<Written> reference;  ///< `factor(x, ref = CODE)`; absent: the first code
};

/// A model's formula, read but not yet bound to a file.
struct ModelFormula {
  Written response;
  std::vector<ModelVariable> variables;         ///< once each
  std::vector<std::vector<std::size_t>> terms;  ///< variables of each, ascending; main effects first
  std::vector<Written> offsets;                 ///< expressions added to the linear predictor
  bool intercept = true;
};

/// Reads `Y ~ A + B + A:B`, as R writes them:
///
///   x             a variable, or any expression of the language without `+ - * :` outside of parentheses
///   (x + 1)       an expression
///   factor(x)     categories; `factor(x, ref = 2)` with the reference category 2 (default: the first code)
///   numeric(x)    the numbers of a variable that has value labels
///   offset(x)     an expression with the coefficient 1
///   a:b  a*b      interaction; a + b + a:b
///   - 1, + 0      no intercept
/// @throws Error kModelForm, kModelTerm, kModelTermTwice
[[nodiscard]] ModelFormula parse_model_formula(const Written& text);

}  // namespace sondeo::run
