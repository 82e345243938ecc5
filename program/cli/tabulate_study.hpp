#pragma once

#include "program/cli/command_line.hpp"
#include "program/run/study.hpp"

namespace sondeo::cli {

/// The file, design and weight that the flags describe, without anything to estimate. @throws Error 2xxx
[[nodiscard]] run::Study design_study(const CommandLine& line);

/// The study that the flags of `tabulate` describe: one table, one weight, an indicator for each
/// --proportion, --mean, --total, --ratio, --share and --quantile, in the order of the kinds and then as
/// given, a test for each --crosstab and --ttest. Every text keeps its flag as place.
/// @throws Error 2xxx
[[nodiscard]] run::Study study_from_flags(const CommandLine& line);

}  // namespace sondeo::cli
