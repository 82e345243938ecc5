#pragma once

#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// The targets of an indicator: one, or one for each observed category of a proportion.
/// @param event_frame  the events' level; null when the indicator has none
/// @throws Error  when numerator, denominator or weight cannot serve the measure
[[nodiscard]] std::vector<estimation::Target> make_targets(const PlannedIndicator& planned, LevelFrame& frame,
                                                           LevelFrame* event_frame, const RunOptions& options,
                                                           Diagnostics& findings);

}  // namespace sondeo::run
