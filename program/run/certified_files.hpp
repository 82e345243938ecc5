#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace sondeo::run {

/// Data whose figures are known, compiled in: the sets of NIST as a number on each line, `apistrat` as CSV.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> certified_files();

}  // namespace sondeo::run
