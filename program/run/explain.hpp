#pragma once

#include <vector>

#include "program/run/execute.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// What an indicator counts, step by step from the table's rows to its base and its answers.
[[nodiscard]] ExplainedIndicator explain(const Study& study, const PlannedIndicator& planned,
                                         LevelFrame& frame, LevelFrame* events);

}  // namespace sondeo::run
