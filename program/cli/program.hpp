#pragma once

namespace sondeo::cli {

/// One run of the program: parses, calls, prints. Returns the exit code; throws nothing.
/// @param argv  as main gets it, the program's name first
int run_program(int argc, const char* const* argv);

}  // namespace sondeo::cli
