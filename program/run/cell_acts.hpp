#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "program/run/cell_explanation.hpp"
#include "program/run/level.hpp"

namespace sondeo::run {

/// What a numerator is made of.
struct NumeratorParts {
  std::vector<ExplainedConstruct> constructs;
  std::vector<ExplainedAct> acts;
  std::vector<Column> questions;  ///< items and variables that the acts ask for, each once
};

/// Follows a numerator down to its acts: the operands of its or-chains and lists, through the constructs that
/// they name, each once. A chain of `and` inside an or-chain is one act.
/// @param rows  of the level, whose answers are counted
[[nodiscard]] NumeratorParts parts_of_numerator(const Study& study, Level& level, const Written& numerator,
                                                std::span<const std::int8_t> rows);

/// Takes out the counts of each act of which one is above 0 and below `smallest`, and rounds the others.
void protect_acts(double smallest, double rounding, std::vector<ExplainedAct>& acts);

}  // namespace sondeo::run
