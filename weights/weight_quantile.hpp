#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace sondeo::weights {

/// The quantile of values in ascending order, interpolated between neighbours (rule hf7, R's default).
/// @param ascending  at least one  @param share  in [0, 1]
[[nodiscard]] inline double weight_quantile(std::span<const double> ascending, double share) {
  const double position = share * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  const double part = position - static_cast<double>(below);
  return ascending[below] + part * (ascending[above] - ascending[below]);
}

}  // namespace sondeo::weights
