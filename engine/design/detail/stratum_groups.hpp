#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/design/sample_design.hpp"

namespace sondeo::design::detail {

/// Rows of each first-stage stratum.
[[nodiscard]] std::vector<std::size_t> rows_of_strata(const SampleDesign& design);

/// First-stage strata grouped by their codes in some of the strata's columns; none: all are in one group.
[[nodiscard]] std::vector<std::int32_t> group_strata(const SampleDesign& design,
                                                     const std::vector<const Column*>& columns);

/// The stratum of the same group that is nearest in rows and not taken whole; the first among equals.
[[nodiscard]] std::optional<std::size_t> nearest_stratum(const SampleDesign& design, std::size_t stratum,
                                                         std::span<const std::int32_t> groups,
                                                         std::span<const std::size_t> rows);

}  // namespace sondeo::design::detail
