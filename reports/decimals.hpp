#pragma once

#include <algorithm>
#include <cmath>

namespace sondeo::reports {

/// Decimals that show two significant digits of the smallest standard error of some rows, so that no figure
/// is shown finer than it is known; `otherwise` where none has one.
/// @param rows  things with an `se`   @param se  the standard error of one of them
template <typename Rows, typename StandardError>
[[nodiscard]] int decimals_of(const Rows& rows, StandardError se, int most, int otherwise) {
  double least = 0;
  for (const auto& row : rows) {
    const double error = se(row);
    if (std::isfinite(error) && error > 0 && (least <= 0 || error < least)) least = error;
  }
  if (least <= 0) return otherwise;
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(least))), 0, most);
}

}  // namespace sondeo::reports
