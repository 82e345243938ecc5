#pragma once

#include <cstdint>
#include <vector>

#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// Events of a child level added up on their base rows. [base rows]
struct EventSums {
  std::vector<double> weighted;      ///< sum of event weight x number (1 for a yes)
  std::vector<std::int32_t> counts;  ///< child rows with weight and the event
};

/// @param base  the indicator's base and weight on the base rows
/// @throws Error kEventsWithoutBase  when events with weight belong to base rows that have none
[[nodiscard]] EventSums sum_events(const PlannedIndicator& planned, LevelFrame& frame,
                                   LevelFrame& event_frame, const moments::Variate& base,
                                   Diagnostics& findings);

}  // namespace sondeo::run
