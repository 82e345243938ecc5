#pragma once

#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// The table's disaggregation columns: every variable of `[estimate] by`, once, in order.
[[nodiscard]] std::vector<estimation::DisaggregationColumn> disaggregation_columns(
    const Study& study, const std::string& language);

/// The total, then each cross of `[estimate] by`, with the cells that have rows in the frame's domain.
/// Rows whose disaggregation is missing are in no cell; a finding counts them.
[[nodiscard]] std::vector<estimation::Breakdown> make_breakdowns(const Study& study,
                                                                 const PlannedIndicator& planned,
                                                                 LevelFrame& frame, Diagnostics& findings);

}  // namespace sondeo::run
