#pragma once

#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// All that is estimated at one level, or with the replicate weights of one of its roles: what its result
/// rows and functions of its estimates are made from.
struct LevelEstimates {
  LevelFrame* frame = nullptr;
  estimation::LevelRows rows;
  std::vector<estimation::Target> targets;
  std::vector<const PlannedIndicator*> planned;   ///< of each target
  std::vector<estimation::Breakdown> breakdowns;  ///< the total first
  std::vector<std::vector<Formula>> cross;        ///< variables of each breakdown
};

}  // namespace sondeo::run
