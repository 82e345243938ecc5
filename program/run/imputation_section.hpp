#pragma once

#include "engine/spec/section.hpp"
#include "program/run/imputation_spec.hpp"

namespace sondeo::run {

/// Reads `[imputation]`: files = "imp[1-5].sav" (or a list, or one for each level), id = "VAR", or
/// variables = { income = "income_[1-5]" }; df.
/// @throws Error kImputationWays  unless exactly one of the three is there; kSpec...
[[nodiscard]] ImputationSpec read_imputation_section(spec::Section& section);

/// @throws Error kImputationWays; kImputationTwice  for a variable imputed twice
void require_one_way(const ImputationSpec& imputation);

}  // namespace sondeo::run
