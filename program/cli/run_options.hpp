#pragma once

#include "engine/ingest/file.hpp"
#include "program/cli/command_line.hpp"
#include "program/cli/progress_line.hpp"
#include "program/cli/session.hpp"
#include "program/run/execute.hpp"

namespace sondeo::cli {

/// What the flags say about how to run. `progress` must outlive the options.
/// @param file  the data file of the command line, whose kind decides which flags make sense; "" for a study
[[nodiscard]] run::RunOptions run_options(const CommandLine& line, const Session& session,
                                          ProgressLine& progress, std::string_view file);

/// The same for a file that is only read.
[[nodiscard]] ingest::ReadOptions read_options(const run::RunOptions& options);

}  // namespace sondeo::cli
