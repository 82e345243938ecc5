#pragma once

#include "program/cli/command_line.hpp"
#include "program/cli/session.hpp"

namespace sondeo::cli {

/// `sondeo instruments import FILE`: the instrument that an XLSForm or a DDI-Codebook describes, to standard
/// output or the output file; what has no translation to standard error.
int run_instrument_import(const CommandLine& line, Session& session);

}  // namespace sondeo::cli
