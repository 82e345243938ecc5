#pragma once

#include <string>

#include "program/cli/command_table.hpp"

namespace sondeo::cli {

/// The help of the program, in the language that `say` speaks, at most 80 columns wide.
[[nodiscard]] std::string program_help();

/// The help of a command, likewise.
[[nodiscard]] std::string command_help(const Command& command);

/// The version of the program and of the libraries it was built with.
[[nodiscard]] std::string version_text();

}  // namespace sondeo::cli
