#pragma once

#include "engine/estimation/change.hpp"
#include "engine/estimation/p_adjustment.hpp"
#include "program/run/execute.hpp"

namespace sondeo::run {

struct ChangeResult {
  estimation::ChangeTable table;
  Diagnostics findings;  ///< warnings of both editions
};

/// Estimates two editions of a survey and what changed between them: every row of both result tables, by
/// indicator, category and cell. Where the later edition's `[waves]` says that they share PSUs, their
/// covariance is in the variance; else the editions are independent, whatever their codes are.
/// @param adjustment  of the p values over the whole table
/// @throws Error  as `estimate` of either; kWavesLinearised, kWavesNoneShared, kChangeNothing
[[nodiscard]] ChangeResult change(const Study& first, const Study& second, const RunOptions& options,
                                  estimation::PAdjustment adjustment);

}  // namespace sondeo::run
