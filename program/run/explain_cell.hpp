#pragma once

#include <deque>
#include <memory>

#include "program/run/cell_explanation.hpp"
#include "program/run/level_estimates.hpp"
#include "program/run/prepared.hpp"

namespace sondeo::run {

/// Where the figure of one cell comes from: rows, acts, weight, moments, variance, df, interval, quality.
/// @param result  complete and protected; the request is `RunOptions::cell`
/// @throws Error  those of find_cell; kCellNotIndicator for rows that are functions of other estimates
[[nodiscard]] std::shared_ptr<const CellExplanation> explain_cell(const Study& study, Prepared& prepared,
                                                                  const std::deque<LevelEstimates>& levels,
                                                                  const RunOptions& options,
                                                                  const RunResult& result);

}  // namespace sondeo::run
