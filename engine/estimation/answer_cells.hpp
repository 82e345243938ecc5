#pragma once

#include <cstddef>
#include <span>

#include "engine/estimation/cell_grid.hpp"

namespace sondeo::estimation {

/// Some targets that follow each other in a grid.
struct TargetsOfGrid {
  std::span<const Target> targets;
  std::size_t first;  ///< where the first of them stands in the grid
};

/// How many of the targets, from the first on, `estimate_answers` can estimate at once: yes/no answers of one
/// weight whose variances are linearised, in one stage, without calibration. 0 if the first is not of these.
[[nodiscard]] std::size_t count_answers(const LevelRows& rows, std::span<const Target> targets);

/// Fills the grid for as many targets as `count_answers` said: one pass over the rows for totals, one for
/// variances; no moments are kept.
void estimate_answers(const LevelRows& rows, const TargetsOfGrid& part, std::span<const Breakdown> breakdowns,
                      unsigned threads, CellGrid& grid);

}  // namespace sondeo::estimation
