#pragma once

#include <vector>

#include "engine/spec/section.hpp"
#include "program/run/model_spec.hpp"

namespace sondeo::run {

/// Reads the `[[model]]` sections of a study:
///
///     [[model]]
///     family = "logistic"              # linear | logistic | poisson
///     formula = "victim ~ age + factor(region, ref = 2)"
///
/// Each may have `level`, `universe` and `weight` as an indicator.
/// @throws Error  as `parse_model_formula`; kSpec...
[[nodiscard]] std::vector<ModelSpec> read_models(spec::Section& root);

}  // namespace sondeo::run
