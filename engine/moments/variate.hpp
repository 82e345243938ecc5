#pragma once

#include <cstdint>
#include <span>
#include <variant>

#include "engine/table/column.hpp"

namespace sondeo::moments {

/// yes (1), no (0) or missing (any other value) for each row.
struct Answers {
  std::span<const std::int8_t> values;
};

/// Whether a row's group is `group`; rows of no group (-1) are missing.
struct InGroup {
  std::span<const std::int32_t> group_of_row;
  std::int32_t group = 0;
};

/// A number for each row; NaN is missing.
struct Numbers {
  std::span<const double> values;
};

/// The number of each row of one group, 0 in the others; rows of no group (-1) are missing.
struct NumbersInGroup {
  std::span<const double> values;
  std::span<const std::int32_t> group_of_row;
  std::int32_t group = 0;
};

/// Events of a child level, added up on their base row.
struct Events {
  std::span<const double> weighted;      ///< sum of event weight x number of the row's events
  std::span<const std::int32_t> counts;  ///< how many child rows with weight have the event
};

using Values = std::variant<Answers, InGroup, Numbers, NumbersInGroup, Events>;

/// What is added up for one indicator (or one category of it): T(1), T(y) and T(x) in every cell.
/// All spans have the level's rows; they must outlive the reduction.
struct Variate {
  Values y;
  std::span<const double> x;          ///< denominator of a ratio, NaN missing; empty: 1 for each row
  std::span<const std::int8_t> base;  ///< 1 = in the indicator's base; empty: every row
  std::span<const double> weight;     ///< >= 0; rows with 0 add nothing
};

}  // namespace sondeo::moments
