#pragma once

#include <vector>

#include "reports/detail/workbook_sheet.hpp"
#include "reports/finding_text.hpp"
#include "reports/side_table.hpp"

namespace sondeo::reports::detail {

/// What the weighting steps did, table below table.
void add_weighting(const std::vector<SideTable>& tables, const Words& words, Formats& formats, Sheet sheet);

/// What the checks found, then who answered and what was corrected.
void add_data_quality(const std::vector<FindingText>& findings, const std::vector<SideTable>& tables,
                      const Words& words, Formats& formats, Sheet sheet);

}  // namespace sondeo::reports::detail
