#pragma once

#include <cstdint>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "engine/estimation/quantile_rule.hpp"
#include "engine/numeric/value_order.hpp"

namespace sondeo::estimation {

/// The rows that a quantile is taken of - in the base, with weight and a number - in the order of (value,
/// row): sorted once, for every cell of every breakdown.
[[nodiscard]] std::vector<numeric::NumberedValue> rows_by_value(const LevelRows& rows,
                                                                const moments::Variate& variate);

/// The values of each cell of a breakdown, ascending, with their cumulated weights.
class OrderedCells {
 public:
  /// @param by_value  what `rows_by_value` gives for the variate, whose y are numbers
  OrderedCells(std::span<const numeric::NumberedValue> by_value, const moments::Variate& variate,
               const moments::Cells& cells);
  [[nodiscard]] OrderedSample sample(std::size_t cell) const;

 private:
  std::vector<std::size_t> start_;  ///< [cells + 1]
  std::vector<double> values_;
  std::vector<double> weights_;
  std::vector<double> cumulated_;
};

}  // namespace sondeo::estimation
