#pragma once

#include <deque>
#include <memory>

#include "program/run/execute.hpp"
#include "program/run/level_estimates.hpp"
#include "program/run/prepared.hpp"
#include "reports/sample_plan.hpp"

namespace sondeo::run {

/// The next sample for every row of the indicators estimated: cases, interviews and PSUs for the precision
/// that `RunOptions::next_sample` asks for, from this study's variance, its components between and within
/// PSUs, and its response.
/// @param result  complete and protected
/// @throws Error kPlanMeasure, kPlanPoints
[[nodiscard]] std::shared_ptr<const reports::SamplePlan> plan_next_sample(
    const Study& study, const Prepared& prepared, const std::deque<LevelEstimates>& levels,
    const RunOptions& options, const RunResult& result);

}  // namespace sondeo::run
