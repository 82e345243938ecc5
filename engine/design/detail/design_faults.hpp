#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/design/sample_design.hpp"

namespace sondeo::design::detail {

/// A fault of first-stage strata, by their labels: `count`, `strata`.
[[nodiscard]] Error fault_of_strata(Code code, const std::vector<std::string>& labels,
                                    const std::optional<Place>& place = {});

/// A fault of the strata `numbers` of a later stage (1: the second): `stage`, `count`, and as `strata` the
/// first-stage strata they lie in, since theirs would be codes of units.
[[nodiscard]] Error fault_of_stage(Code code, const SampleDesign& design, std::size_t stage,
                                   std::span<const std::size_t> numbers, const std::optional<Place>& place);

/// @throws Error kDesignMissing  when some row is in no group (-1)
void refuse_missing(std::span<const std::int32_t> groups, const std::vector<const Column*>& columns,
                    const std::optional<Place>& place);

/// Place of a text that may be absent.
[[nodiscard]] std::optional<Place> place_of(const std::optional<Written>& text);

}  // namespace sondeo::design::detail
