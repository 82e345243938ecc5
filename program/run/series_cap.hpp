#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sondeo::run {

/// Counts of incidents in a series, and what tells whose are alike. [rows] each, but for groups.
struct SeriesCounts {
  std::span<const double> counts;        ///< NaN where there is none
  std::span<const std::int8_t> unknown;  ///< 1 where it is not known how many: "too many to remember"
  std::span<const std::int32_t> group;   ///< its offence; -1 where it has none
  std::size_t groups = 1;
  std::span<const double> weight;  ///< rows with a weight above 0 count; empty: all, alike
};

/// The cap of each group: the smallest count at which the cumulated weight of the known counts reaches `p`;
/// NaN where a group has none.
/// @source ONS (2019), "Improving victimisation estimates derived from the Crime Survey for England and
/// Wales": the 98th percentile of the counts of each offence, without those too many to remember
[[nodiscard]] std::vector<double> series_caps(const SeriesCounts& series, double p);

}  // namespace sondeo::run
