#pragma once

#include "program/cli/command_line.hpp"
#include "program/run/study.hpp"

namespace sondeo::cli {

/// The study that the flags of `tabulate` describe: one table, one weight, an indicator for each
/// --proportion,
/// --mean, --total, --ratio, --share and --quantile, in the order of the kinds and then as given. Every text
/// keeps its flag as place.
/// @throws Error 2xxx
[[nodiscard]] run::Study study_from_flags(const CommandLine& line);

}  // namespace sondeo::cli
