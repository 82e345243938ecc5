#pragma once

#include "engine/design/sample_design.hpp"

namespace sondeo::design::detail {

/// Merges first-stage strata as the spec's `collapse` says: first the pairs that it names, then each stratum
/// left with a single PSU with the nearest that shares the codes of the listed variables. Population sizes of
/// merged strata add up; without them there is none.
/// @throws Error kCollapseNotStrata, kCollapseUnknown
void collapse_strata(SampleDesign& design, const DesignColumns& columns, const DesignSpec& spec);

}  // namespace sondeo::design::detail
