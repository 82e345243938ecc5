#pragma once

#include "engine/spec/section.hpp"
#include "program/run/imputation_spec.hpp"

namespace sondeo::run {

/// Reads `[imputation]`: files = "imp[1-5].sav" (or a list, or one for each level), id = "VAR", or
/// variables = { income = "income_[1-5]" }; or implicates = 5, seed = 1 for those that `[[impute]]` makes;
/// df. Whether one of them is there is `require_one_way`'s to say. @throws Error kSpec...
[[nodiscard]] ImputationSpec read_imputation_section(spec::Section& section);

/// @throws Error kImputationWays; kImputationTwice  for a variable imputed twice
void require_one_way(const ImputationSpec& imputation);

}  // namespace sondeo::run
