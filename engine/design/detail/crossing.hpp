#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sondeo::design::detail {

/// Rows grouped by two numbers; only the pairs that exist.
struct Crossing {
  std::vector<std::int32_t> group_of_row;    ///< [rows]
  std::vector<std::int32_t> outer_of_group;  ///< [groups]; ascending, inside one outer by the inner number
  [[nodiscard]] std::size_t count() const { return outer_of_group.size(); }
};

/// @param outer  [rows], 0 or more
/// @param inner  [rows], 0 or more; empty: 0 everywhere
[[nodiscard]] Crossing cross(std::span<const std::int32_t> outer, std::span<const std::int32_t> inner);

}  // namespace sondeo::design::detail
