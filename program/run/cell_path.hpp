#pragma once

#include <string>
#include <vector>

#include "program/run/cell_explanation.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// A cell of what was estimated at a level.
struct CellPlace {
  LevelFrame& frame;
  const PlannedIndicator& planned;
  const estimation::Target& target;
  const estimation::Breakdown& breakdown;
  std::size_t cell = 0;
  std::string text;  ///< "region = 2 Norte"; empty: the total
};

/// Who is a case of a cell, and how it came to that.
struct CellPath {
  std::vector<CellStep> steps;
  std::vector<std::int8_t> base;   ///< [rows] in the cell's base, with weight
  std::vector<std::int8_t> cases;  ///< [rows] those with an answer: `n` counts them
};

/// The rows of the level's table, step by step to the cases of the cell.
/// @param weight  what the weight is called
[[nodiscard]] CellPath path_of(const CellPlace& place, const std::string& weight);

/// The rows of the events' table, step by step to the events of the cell.
/// @param base  of the cell
[[nodiscard]] std::vector<CellStep> path_of_events(const CellPlace& place, LevelFrame& events,
                                                   std::span<const std::int8_t> base,
                                                   const std::string& weight);

/// How many of the marked rows have no value, by reason. Where several questions decide together their
/// reasons may differ: a row counts under the first of them that was refused or not known.
/// @param questions  that the column is made of
[[nodiscard]] ReasonCounts reasons_of(const Column& column, std::span<const Column> questions,
                                      std::span<const std::int8_t> rows);
/// The same of a column that is no combination of others.
[[nodiscard]] ReasonCounts reasons_of(const Column& column, std::span<const std::int8_t> rows);

/// Joins steps that would show a count above 0 and below `smallest` with those beside them, so that it cannot
/// be worked out either, and rounds all counts.
/// @param rounding  counts are given as multiples of it; 0: as they are
void protect_steps(double smallest, double rounding, std::vector<CellStep>& steps);

}  // namespace sondeo::run
