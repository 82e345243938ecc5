#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace sondeo {

/// Why a value is missing (DESIGN 3).
enum class Missing : std::uint8_t { kNone, kSystem, kDontKnow, kRefused, kNotApplicable, kNotAsked, kOther };

/// A missing number that remembers its reason: a quiet NaN with the reason in its low byte.
[[nodiscard]] inline double missing_value(Missing reason = Missing::kSystem) {
  constexpr std::uint64_t kQuietNan = 0x7FF8000000000000ULL;
  return std::bit_cast<double>(kQuietNan | static_cast<std::uint64_t>(reason));
}

/// The reason of a missing number; kNone if it is present, kSystem for a NaN that carries none.
[[nodiscard]] inline Missing missing_reason(double value) {
  if (!std::isnan(value)) return Missing::kNone;
  const auto low = static_cast<std::uint8_t>(std::bit_cast<std::uint64_t>(value) & 0xFFU);
  return low >= 1 && low <= static_cast<std::uint8_t>(Missing::kOther) ? static_cast<Missing>(low)
                                                                       : Missing::kSystem;
}

/// "system", "dont_know", "refused", "not_applicable", "not_asked", "other"; "" for kNone.
[[nodiscard]] std::string_view missing_name(Missing reason);
/// The reason with that name, or nothing.
[[nodiscard]] std::optional<Missing> missing_named(std::string_view name);

}  // namespace sondeo
