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

/// What says whether a weight is normalised.
struct WeightFacts {
  double sum = 0;
  double count = 0;  ///< rows with one
};

/// A total of normalised weights is refused on the command line; elsewhere they are a finding, once for each
/// weight.
/// @throws Error kTotalsOfNormalised
void check_normalised(const PlannedIndicator& planned, const WeightFacts& weight, const RunOptions& options,
                      Diagnostics& findings);

}  // namespace sondeo::run
