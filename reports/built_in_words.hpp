#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace sondeo::reports {

/// Language and TOML text of each file of `reports/words`, compiled in.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> built_in_words();

}  // namespace sondeo::reports
