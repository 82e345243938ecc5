#pragma once

#include <vector>

#include "engine/spec/section.hpp"
#include "weights/weighting_step.hpp"

namespace sondeo::weights {

/// Reads the `[[weighting]]` steps of a study, in their order; none when there are none.
/// @param root  the whole file
/// @throws Error kSpecUnknownWord for a step that does not exist, kSpecNotComputedYet for one that is not
///         computed yet; as the readers of the kinds; kSpec...
[[nodiscard]] std::vector<WeightingStep> read_weighting(spec::Section& root);

}  // namespace sondeo::weights
