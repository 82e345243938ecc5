#pragma once

#include <vector>

#include "reports/side_table.hpp"
#include "reports/words.hpp"
#include "weights/weight_diagnostics.hpp"

namespace sondeo::reports {

/// What the weighting steps did, a table for each role and for the totals that its steps had to meet.
/// Single weights (the least, the largest) are left out: they could be somebody's.
[[nodiscard]] std::vector<SideTable> weighting_tables(const std::vector<weights::RoleReport>& roles,
                                                      const Words& words);

}  // namespace sondeo::reports
