#pragma once

#include <vector>

#include "engine/design/design_spec.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::design {

/// Reads `[design]`.
/// @throws Error kStagesAndKeys, kStageNeedsId, kCollapseForm; kSpec...
[[nodiscard]] DesignSpec read_design_section(spec::Section& section);

/// Reads `[weight]`: a variable or an expression by role, in the order of the file; `calibrated` is read
/// apart (`read_calibrated`).
/// @throws Error kSpec...
[[nodiscard]] std::vector<WeightSpec> read_weight_section(spec::Section& section);

/// The policy that a word names. @throws Error kSpecUnknownWord
[[nodiscard]] LonelyPsu read_lonely_psu(const spec::Value& value);

}  // namespace sondeo::design
