#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// What was estimated together: from it the cases behind each row of the result table can be found again.
struct EstimatedBlock {
  LevelFrame* frame = nullptr;
  std::vector<estimation::Target> targets;
  std::vector<estimation::Breakdown> breakdowns;
  std::optional<CrossPercent> percent;  ///< of a cross
  std::vector<std::size_t> placed;      ///< of a cross: columns into which a target's category goes
};

/// What tells a row of the result table from the others: indicator, measure, category, unit and cell.
[[nodiscard]] std::string row_key(const estimation::Estimate& row);

}  // namespace sondeo::run
