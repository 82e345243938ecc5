#pragma once

#include <vector>

#include "reports/html/html_report.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

/// The tables as the edition writes numbers.
[[nodiscard]] std::vector<PageTable> page_tables(const std::vector<SideTable>& tables,
                                                 const HtmlEdition& edition);

/// The tests and the models of the result table.
[[nodiscard]] std::vector<PageTable> result_tables(const HtmlEdition& edition, const Words& words);

}  // namespace sondeo::reports
