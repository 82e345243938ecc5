#pragma once

#include <string>
#include <vector>

#include "reports/detail/workbook_sheet.hpp"
#include "reports/report_spec.hpp"

namespace sondeo::reports::detail {

/// Fills the sheet of a numbered table.
void add_published_table(const estimation::EstimateTable& result, const estimation::PublishedTable& table,
                         TableLayout layout, const Words& words, Formats& formats, Sheet sheet);

/// Its title, or else what it is of.
[[nodiscard]] std::string title_of(const estimation::PublishedTable& table, const Words& words);

/// What it is printed by: "Age group, Area".
[[nodiscard]] std::string sides_of(const estimation::EstimateTable& result,
                                   const estimation::PublishedTable& table);

/// Universe, note and source, those that there are.
[[nodiscard]] std::vector<std::string> remarks_of(const estimation::PublishedTable& table,
                                                  const Words& words);

}  // namespace sondeo::reports::detail
