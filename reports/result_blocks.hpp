#pragma once

#include <cstddef>
#include <vector>

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::reports {

/// Rows of one indicator whose cells use the same disaggregations: what is printed as one table. The rows
/// belong to the result table.
struct ResultBlock {
  std::vector<std::size_t> parts;  ///< positions of the disaggregations used
  bool with_category = false;
  std::vector<const estimation::Estimate*> rows;
};

/// The rows of one indicator and measure, in the table's order.
struct IndicatorRows {
  std::vector<const estimation::Estimate*> rows;
  std::vector<ResultBlock> blocks;  ///< the overall total goes with the cross that follows it
};

[[nodiscard]] std::vector<IndicatorRows> indicator_rows(const estimation::EstimateTable& table);

/// Positions of the disaggregations that a row is about; none for the total.
[[nodiscard]] std::vector<std::size_t> parts_used(const estimation::Estimate& row);

}  // namespace sondeo::reports
