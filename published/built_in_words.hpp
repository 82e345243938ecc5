#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace sondeo::published {

/// What offices call the columns, totals and units of their tables: name and text of each file of words.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> built_in_words();

}  // namespace sondeo::published
