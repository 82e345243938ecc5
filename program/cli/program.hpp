#pragma once

#include <string>
#include <vector>

namespace sondeo::cli {

/// One run of the program: parses, calls, prints. Returns the exit code; throws nothing.
/// @param arguments  without the program's name
int run_program(const std::vector<std::string>& arguments);

}  // namespace sondeo::cli
