#pragma once

#include <string>

#include "program/run/cell_explanation.hpp"
#include "reports/number_format.hpp"

namespace sondeo::cli {

/// Where a cell comes from, for a methodological note: Markdown in the reader's language. Numbers have six
/// significant digits, counts all.
[[nodiscard]] std::string explanation_text(const run::CellExplanation& explanation,
                                           const reports::NumberFormat& format);

}  // namespace sondeo::cli
