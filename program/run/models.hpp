#pragma once

#include "engine/estimation/regression.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// The model's columns from the data: categories become indicators of each code but the first (the reference,
/// unless another is named), coded in interactions as R does: all codes where the term without the category
/// is not in the model.
/// @throws Error kNumeratorNotNumber, kNotACategory, kModelNotNumber, kModelReference, kModelOneCategory,
///         kModelTooLarge
[[nodiscard]] estimation::Regression make_regression(const PlannedModel& planned, LevelFrame& frame);

}  // namespace sondeo::run
