#pragma once

#include "engine/design/design_spec.hpp"
#include "program/cli/command_line.hpp"

namespace sondeo::cli {

/// The stages of the design: --strata (the n-th of the n-th stage), --psu, --fpc, --ultimate-cluster,
/// --certainty, --collapse-strata,
/// --collapse-map, --domain-lonely. The rest of the spec has its defaults.
/// @throws Error kFlagEmpty, kFpcMoreThanStages, kStrataMoreThanStages
[[nodiscard]] design::DesignSpec stages_of(const CommandLine& line);

}  // namespace sondeo::cli
