#pragma once

#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/level_estimates.hpp"

namespace sondeo::run {

/// A cross ready to be estimated: targets and breakdowns, and where the codes of the targets belong.
struct CrossTable {
  std::vector<estimation::Target> targets;
  std::vector<estimation::Breakdown> breakdowns;
};

/// What a cross estimates. Its base are the rows with a code of both variables.
/// row: the columns' shares in each row, and in all; column: the rows' shares in each column, and in all;
/// total: each cell's share of the whole.
[[nodiscard]] CrossTable make_cross_table(const Study& study, const PlannedCross& planned, LevelFrame& frame,
                                          const std::string& language);

/// The rows of the result table: the codes of both variables stand in their columns.
[[nodiscard]] std::vector<estimation::Estimate> cross_rows(const Study& study, const PlannedCross& planned,
                                                           const estimation::LevelRows& rows,
                                                           const CrossTable& table, unsigned threads);

}  // namespace sondeo::run
