#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/design/sample_design.hpp"

namespace sondeo::design::detail {

/// Strata for which a finite population correction cannot be used.
struct FpcFaults {
  std::vector<std::size_t> varying;    ///< missing, not positive, or not the same in all rows
  std::vector<std::size_t> too_small;  ///< n > N
};

/// Sets the sampling fractions of the strata of one stage from an fpc: population sizes (all >= 1) or
/// fractions (all <= 1), as R's as.fpc (survey-statistics 1), but a value that varies is a fault.
/// @param stratum_of_row  [rows]; rows of -1 are not looked at
/// @throws Error kFpcNotNumber, kFpcNotOneScale
[[nodiscard]] FpcFaults set_sampling_fractions(std::vector<Stratum>& strata,
                                               std::span<const std::int32_t> stratum_of_row,
                                               const Column& fpc, const std::optional<Place>& place);

}  // namespace sondeo::design::detail
