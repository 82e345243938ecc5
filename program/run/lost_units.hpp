#pragma once

#include <cstdint>
#include <span>

#include "engine/table/column.hpp"

namespace sondeo::run {

/// How many units, told apart by some columns, have no row among those kept.
[[nodiscard]] std::size_t units_lost(std::span<const Column> columns, std::span<const std::int32_t> kept);

}  // namespace sondeo::run
