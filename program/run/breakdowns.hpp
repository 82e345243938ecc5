#pragma once

#include <span>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// Variables of `[estimate] by`, then those of `[[cross]]`, `[[table]]` and `[[compare]]`, each once, in
/// the order of their first use.
[[nodiscard]] std::vector<std::string> breakdown_names(const Study& study);

/// The table's disaggregation columns: those variables.
[[nodiscard]] std::vector<estimation::DisaggregationColumn> disaggregation_columns(
    const Study& study, const std::string& language);

/// The total, then each cross of `[estimate] by`, with the cells that have rows in the frame's domain.
/// Rows whose disaggregation is missing are in no cell; a finding counts them.
[[nodiscard]] std::vector<estimation::Breakdown> make_breakdowns(const Study& study,
                                                                 const PlannedIndicator& planned,
                                                                 LevelFrame& frame, Diagnostics& findings);

/// The rows of a frame by the cells of a cross: only cells that have rows in its domain.
struct CrossCells {
  Grouping cells;
  std::vector<Column> columns;  ///< of the cross
};
[[nodiscard]] CrossCells cells_of_cross(std::span<const Formula> cross, LevelFrame& frame,
                                        Diagnostics& findings);

/// @throws Error kTooManyCells
void refuse_many_cells(std::span<const Formula> cross, std::size_t count);

/// One cross of variables; without variables the total. It says nothing of the table's columns.
[[nodiscard]] estimation::Breakdown make_breakdown(std::span<const Formula> cross, LevelFrame& frame,
                                                   Diagnostics& findings);

}  // namespace sondeo::run
