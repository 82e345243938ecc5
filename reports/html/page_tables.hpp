#pragma once

#include <vector>

#include "reports/html/html_report.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

/// What the weighting steps did, a table for each role and for the totals that its last step had to meet.
/// Single weights (the least, the largest) are left out: they could be somebody's.
[[nodiscard]] std::vector<PageTable> weighting_tables(const std::vector<weights::RoleReport>& roles,
                                                      const HtmlEdition& edition, const Words& words);

/// The tests and the models of the result table.
[[nodiscard]] std::vector<PageTable> result_tables(const HtmlEdition& edition, const Words& words);

}  // namespace sondeo::reports
