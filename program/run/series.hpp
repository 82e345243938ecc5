#pragma once

#include <span>

#include "engine/estimation/p_adjustment.hpp"
#include "engine/estimation/trend.hpp"
#include "program/run/execute.hpp"

namespace sondeo::run {

struct SeriesResult {
  estimation::TrendTable table;
  Diagnostics findings;  ///< warnings of all editions
};

/// Estimates three or more editions of a survey and the trend of each row of the last one's result table.
/// Editions whose `[waves]` says so share PSUs with all before them: the covariances of all pairs are in the
/// variance. Time is the period where all are numbers that ascend, else the order of the editions.
/// @param adjustment  of the p values of the slopes over the whole table
/// @throws Error  as `estimate` of any; kWavesLinearised, kWavesNoneShared, kChangeNothing
[[nodiscard]] SeriesResult series(std::span<const Study> editions, const RunOptions& options,
                                  estimation::PAdjustment adjustment);

}  // namespace sondeo::run
