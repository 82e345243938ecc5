#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/estimation/estimator.hpp"
#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// The rows that one statistic is computed from, in the order of the design's units: rows with weight, in the
/// base, in the cell, with all values present.
struct DomainRows {
  std::vector<std::int32_t> rows;
  std::vector<std::int32_t> units;  ///< of each row; ascending
  std::vector<double> weights;      ///< of each row, > 0
  double missing = 0;               ///< rows left out because a value is missing
  double missing_weight = 0;        ///< their weight

  [[nodiscard]] std::size_t size() const { return rows.size(); }
};

/// The rows of each cell of a breakdown. [cells.count]
/// @param present  whether a row has all the values that the statistic needs
[[nodiscard]] std::vector<DomainRows> rows_of_cells(const LevelRows& rows, const moments::Cells& cells,
                                                    std::span<const std::int8_t> base,
                                                    std::span<const double> weight,
                                                    const std::function<bool(std::size_t row)>& present);

/// Adds up `count` numbers of each row by unit: one list of scores for each number. All lists name the same
/// units, those with rows in the domain, so that every stratum with cases counts alike in each of them.
/// @param fill  puts the numbers of the domain's `i`th row; they begin as 0
[[nodiscard]] std::vector<Scores> sum_by_unit(
    const DomainRows& domain, std::size_t count,
    const std::function<void(std::size_t i, std::span<double> values)>& fill);

}  // namespace sondeo::estimation
