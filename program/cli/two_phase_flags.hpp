#pragma once

#include <optional>

#include "engine/design/two_phase_spec.hpp"
#include "program/cli/command_line.hpp"

namespace sondeo::cli {

/// What --phase2 and the flags beside it say; nothing without --phase2.
/// @throws Error kFlagAlone, kFlagWord, kFlagEmpty
[[nodiscard]] std::optional<design::TwoPhaseSpec> two_phase_of(const CommandLine& line);

}  // namespace sondeo::cli
