#pragma once

#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// The items of a multiple answer: names and patterns between commas, each with a condition of its own or
/// none (`p8_[1-5]`, `p8_[1-5] == 1`, `radio, tv`).
/// @throws Error kMultipleNothing; of expressions and names
[[nodiscard]] std::vector<PlannedItem> plan_items(const Written& text, Level& level);

/// A target for each item. A case is a row of the base with an answer to at least one item; an item without
/// an answer is then one that was not chosen. Without a condition 1 is yes, and 0 or 2 no.
/// @param shape  what the targets have in common
/// @throws Error kMultipleItem  when an item without condition has other values
[[nodiscard]] std::vector<estimation::Target> multiple_targets(const estimation::Target& shape,
                                                               const PlannedIndicator& planned,
                                                               LevelFrame& frame);

}  // namespace sondeo::run
