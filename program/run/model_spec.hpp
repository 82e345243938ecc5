#pragma once

#include "engine/estimation/regression.hpp"
#include "program/run/model_formula.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::run {

/// A regression that was asked for: `[[model]]` of a study, or `sondeo model`.
struct ModelSpec {
  /// Name (the formula as written), level, universe and weight; its numerator is the response.
  questionnaires::Indicator subject;
  estimation::Family family = estimation::Family::kLinear;
  ModelFormula formula;
};

/// @throws Error  as `parse_model_formula`
[[nodiscard]] ModelSpec model_of(const Written& formula, estimation::Family family);

}  // namespace sondeo::run
