#pragma once

#include "engine/estimation/estimate_spec.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::estimation {

/// Reads `[estimate]`.
/// @throws Error kSpecNotComputedYet for other variances and conventions than this version's;
/// kSpec...
[[nodiscard]] EstimateSpec read_estimate_section(spec::Section& section);

}  // namespace sondeo::estimation
