#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace sondeo::expression {

/// Where any of `characters` stands in a text outside of parentheses, braces, brackets and quotes: what
/// separates expressions written one after the other.
[[nodiscard]] std::vector<std::size_t> positions_outside(std::string_view text, std::string_view characters);

}  // namespace sondeo::expression
