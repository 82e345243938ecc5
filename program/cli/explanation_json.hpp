#pragma once

#include <string>

#include "program/run/cell_explanation.hpp"

namespace sondeo::cli {

/// Where a cell comes from as JSON: the row of the result table under "row" with the columns of DESIGN 6 as
/// keys, then the steps, acts, weight, worked formulas, strata, replicates, rules of quality and facts of the
/// design. What is not shown is null.
[[nodiscard]] std::string explanation_json(const run::CellExplanation& explanation);

/// The same as CSV: part, name, text, value; one line for each number.
[[nodiscard]] std::string explanation_csv(const run::CellExplanation& explanation);

}  // namespace sondeo::cli
