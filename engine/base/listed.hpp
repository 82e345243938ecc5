#pragma once

#include <span>
#include <string>

namespace sondeo {

/// The first ten of the names between commas, then how many more there are: "a, b, ... (+3)".
[[nodiscard]] std::string listed(std::span<const std::string> names);

}  // namespace sondeo
