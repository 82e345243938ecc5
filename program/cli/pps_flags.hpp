#pragma once

#include <optional>

#include "engine/design/pps_spec.hpp"
#include "program/cli/command_line.hpp"

namespace sondeo::cli {

/// What --pps and the flags beside it say; nothing without --pps.
/// @throws Error kFlagAlone, kFlagWord, kPps...
[[nodiscard]] std::optional<design::PpsSpec> pps_of(const CommandLine& line);

}  // namespace sondeo::cli
