#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/ingest/workbook.hpp"
#include "engine/table/table.hpp"

namespace sondeo::ingest {

/// The sheet of that name; without a name the only visible one.
/// @throws Error kSheetAbsent, kSheetNeeded: both with the names that there are
[[nodiscard]] const WorkbookSheet& chosen_sheet(const Workbook& book, const std::optional<Written>& name);

/// What the cells of the first row say, without spaces around it; "" of an empty cell. [columns]
[[nodiscard]] std::vector<std::string> names_of_sheet(const WorkbookSheet& sheet);

/// The columns `names` of a sheet whose first row holds names; row i of the table is row i + 2 of the sheet.
/// A column with a text in it is text, its numbers as the codes that they print as; merged cells have their
/// anchor's value each.
/// @param names  of the first row
/// @throws Error kSheetNameTwice; kCellWithoutValue  for "#N/A" and its like, and formulas that were never
///         calculated
[[nodiscard]] Table table_of_sheet(const Workbook& book, const WorkbookSheet& sheet,
                                   std::span<const std::string> names);

}  // namespace sondeo::ingest
