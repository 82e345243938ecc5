#pragma once

#include <cstddef>

namespace sondeo::numeric {

/// Numbers that fill a line of the cache, and the widest registers.
inline constexpr std::size_t kLane = 8;

/// A vector of the compiler, which it lays on whatever registers there are.
using Lane [[gnu::vector_size(kLane * sizeof(double))]] = double;

}  // namespace sondeo::numeric
