#pragma once

#include <optional>

#include "engine/base/diagnostic.hpp"
#include "engine/table/table.hpp"
#include "program/cli/command_line.hpp"
#include "program/cli/interrupt.hpp"
#include "program/run/study.hpp"

namespace sondeo::cli {

/// Refuses a `--write-replicates` that could not be written, before anything is computed.
/// @throws Error kWriteReplicatesFormat, kWriteReplicatesNone, 8xxx
void check_replicate_output(const CommandLine& line, const run::Study& study);

/// Writes the replicate weights as the ending of `--write-replicates` says.
/// @return warnings of the format  @throws Error 8xxx
Diagnostics write_replicates(const CommandLine& line, const std::optional<Table>& replicates,
                             Interrupt& interrupt);

}  // namespace sondeo::cli
