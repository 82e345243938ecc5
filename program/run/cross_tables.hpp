#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "program/run/level_estimates.hpp"

namespace sondeo::run {

/// A cross ready to be estimated: targets and breakdowns, and where the codes of the targets belong.
struct CrossTable {
  std::vector<estimation::Target> targets;
  std::vector<estimation::Breakdown> breakdowns;
};

/// What the cells of a cross are parts of, when that is what its subject counts or adds up.
struct WholeOfCross {
  moments::Values values = moments::Answers{};
  std::span<const double> weight;
};

/// Measures of the result table, in the order of `CrossPercent`.
inline constexpr std::array<const char*, 3> kCrossMeasures = {"row_proportion", "column_proportion",
                                                              "total_proportion"};

/// What a cross estimates. Its base are the rows with a code of both variables.
/// row: the columns' shares in each row, and in all; column: the rows' shares in each column, and in all;
/// total: each cell's share of the whole.
[[nodiscard]] CrossTable make_cross_table(const Study& study, const PlannedCross& planned, LevelFrame& frame,
                                          const std::string& language, const WholeOfCross& whole = {});

/// Columns of the result table into which the codes of a cross's targets go.
[[nodiscard]] std::vector<std::size_t> placed_columns(const Study& study, const PlannedCross& planned);

/// Gives a row the measure of its cross, and moves its category into the columns of the variables it is of.
void name_cross_row(CrossPercent percent, std::span<const std::size_t> columns, estimation::Estimate& row);

/// The rows of the result table: the codes of both variables stand in their columns.
[[nodiscard]] std::vector<estimation::Estimate> cross_rows(const Study& study, const PlannedCross& planned,
                                                           const estimation::LevelRows& rows,
                                                           const CrossTable& table, unsigned threads);

}  // namespace sondeo::run
