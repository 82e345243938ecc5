#include "engine/design/detail/crossing.hpp"

#include <algorithm>

namespace sondeo::design::detail {

Crossing cross(std::span<const std::int32_t> outer, std::span<const std::int32_t> inner) {
  constexpr unsigned kInnerBits = 32;
  const auto pair_of = [&](std::size_t row) {
    const auto high = static_cast<std::int64_t>(outer[row]) << kInnerBits;
    return high + (inner.empty() ? 0 : inner[row]);
  };
  std::vector<std::int64_t> pairs;
  pairs.reserve(outer.size());
  for (std::size_t row = 0; row < outer.size(); ++row) {
    // Files are often sorted by their units: runs of a pair are kept once.
    const std::int64_t pair = pair_of(row);
    if (pairs.empty() || pairs.back() != pair) pairs.push_back(pair);
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  Crossing crossing;
  crossing.group_of_row.reserve(outer.size());
  for (std::size_t row = 0; row < outer.size(); ++row) {
    const auto found = std::lower_bound(pairs.begin(), pairs.end(), pair_of(row));
    crossing.group_of_row.push_back(static_cast<std::int32_t>(found - pairs.begin()));
  }
  crossing.outer_of_group.reserve(pairs.size());
  for (const auto pair : pairs) {
    crossing.outer_of_group.push_back(static_cast<std::int32_t>(pair >> kInnerBits));
  }
  return crossing;
}

}  // namespace sondeo::design::detail
