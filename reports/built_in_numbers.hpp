#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace sondeo::reports {

/// The presets of `reports/numbers.toml`, compiled in.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> built_in_numbers();

}  // namespace sondeo::reports
