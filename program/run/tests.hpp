#pragma once

#include <span>
#include <vector>

#include "engine/estimation/t_test.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// A target of nothing: the base and weight of a test or model, for the checks of replicate weights.
[[nodiscard]] estimation::Target base_of(const PlannedIndicator& subject, LevelFrame& frame);

/// Does a test in every cell of the breakdowns; a t test has estimates beside.
/// @throws Error kNotACategory, kNumeratorNotNumber, kTTestGroups
[[nodiscard]] estimation::TTestRows run_test(const PlannedTest& planned, LevelFrame& frame,
                                             const estimation::LevelRows& rows,
                                             std::span<const estimation::Breakdown> breakdowns,
                                             const estimation::EstimateSpec& spec);

}  // namespace sondeo::run
