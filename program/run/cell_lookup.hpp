#pragma once

#include <cstddef>

#include "engine/estimation/estimate_table.hpp"
#include "program/run/cell_request.hpp"

namespace sondeo::run {

/// The row of the result table that the request names. Codes may be written as the table has them, as another
/// spelling of the same number, or as their label.
/// @throws Error kCellNoIndicator, kCellUnknownIndicator, kCellUnknownName, kCellTwice, kCellCross,
/// kCellUnknownCode, kCellCategoryNeeded, kCellProtected: with the nearest names
[[nodiscard]] std::size_t find_cell(const estimation::EstimateTable& table, const CellRequest& request);

}  // namespace sondeo::run
