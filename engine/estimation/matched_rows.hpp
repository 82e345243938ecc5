#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::estimation {

/// The rows of several completed data sets that are of the same estimate.
class MatchedRows {
 public:
  explicit MatchedRows(std::span<const EstimateTable> implicates);

  /// How many different estimates there are.
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  /// An estimate's row of each data set, in the order of the first that have it; null where it has none.
  [[nodiscard]] std::span<const Estimate* const> rows(std::size_t estimate) const { return rows_[estimate]; }
  /// Which estimate the row `row` of data set `implicate` is of.
  [[nodiscard]] std::size_t estimate_of(std::size_t implicate, std::size_t row) const {
    return estimate_of_[implicate][row];
  }

 private:
  std::vector<std::vector<const Estimate*>> rows_;     ///< [estimates][implicates]
  std::vector<std::vector<std::size_t>> estimate_of_;  ///< [implicates][rows]
};

/// What makes two rows of different data sets the same estimate, their repetition apart.
[[nodiscard]] std::vector<std::string> key_of_row(const Estimate& row, bool with_category);

}  // namespace sondeo::estimation
