#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace sondeo::reports {

/// The quality schemes that come with sondeo: id and TOML text of each file of `reports/quality`, compiled in
/// so that the library needs no folder beside it.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> built_in_schemes();

}  // namespace sondeo::reports
