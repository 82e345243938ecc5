#pragma once

#include <cstdint>
#include <vector>

namespace sondeo::numeric {

/// A value and the number of what has it.
struct NumberedValue {
  double value;  ///< not NaN
  std::int32_t number;
};

/// Sorts by value, equal values (0 and -0 are equal) by number: one order, whatever the order before.
void sort_by_value(std::vector<NumberedValue>& values);

}  // namespace sondeo::numeric
