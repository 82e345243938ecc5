#pragma once

#include <string>
#include <vector>

#include "reports/number_format.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::reports {

/// A table that stands beside the figures: of weights, of answers, of corrections. Its first columns are
/// texts, the others numbers.
struct SideTable {
  std::string title;
  std::vector<std::string> headings;
  std::vector<std::vector<Cell>> lines;
  std::size_t texts = 1;
  std::vector<int> decimals;  ///< [columns - texts]; of those that it does not say: five significant digits
};

/// How many decimals a number of a column is shown with.
[[nodiscard]] int decimals_of(const SideTable& table, std::size_t column, double value);

/// The cells as a country writes them; absent numbers are empty.
[[nodiscard]] std::vector<std::vector<std::string>> shown_lines(const SideTable& table,
                                                                const NumberFormat& numbers);

}  // namespace sondeo::reports
