#pragma once

#include <span>
#include <string>

#include "engine/estimation/estimate_table.hpp"
#include "reports/terminal.hpp"

namespace sondeo::reports {

/// "region=Norte, area=Urbana: yes": the cell and category of a row, labels where there are some; the word
/// for the total.
[[nodiscard]] std::string domain_name(const estimation::Estimate& row,
                                      std::span<const estimation::DisaggregationColumn> disaggregations,
                                      const TerminalStyle& style);

}  // namespace sondeo::reports
