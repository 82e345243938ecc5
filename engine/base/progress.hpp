#pragma once

#include <cstddef>
#include <functional>

namespace sondeo {

/// Called now and then while rows are read: rows done, rows in all (0 when not known yet). It may throw to
/// stop.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

}  // namespace sondeo
