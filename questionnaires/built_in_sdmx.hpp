#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace sondeo::questionnaires {

/// Name ("codes", "constraints", "areas", "newer") and text of each CSV of `questionnaires/sdmx`, compiled
/// in.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> built_in_sdmx();

}  // namespace sondeo::questionnaires
