#pragma once

#include "program/cli/command_line.hpp"
#include "program/run/study.hpp"

namespace sondeo::cli {

/// `--quality`, `--known-domain` and `--strict`; a scheme named here replaces the study's, domains are added.
/// @throws Error kQualityNeeded  for the others where no scheme is named
void set_quality(const CommandLine& line, run::Study& study);

}  // namespace sondeo::cli
