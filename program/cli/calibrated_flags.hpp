#pragma once

#include <vector>

#include "engine/design/calibrated_spec.hpp"
#include "program/cli/command_line.hpp"

namespace sondeo::cli {

/// The margins that --calibrated and --calibrated-variable declare of the weight; none without them.
/// @throws Error kFlagEmpty, kFlagAlone
[[nodiscard]] std::vector<design::CalibratedSpec> calibrated_of(const CommandLine& line);

}  // namespace sondeo::cli
