#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace sondeo::cli {

/// A subcommand: its arguments, flags and help.
struct Command {
  const char* name;
  const char* argument;  ///< "FILE", "STUDY", "CODE", or ""
  const char* summary;   ///< one line for `sondeo --help`
  const char* about;     ///< a paragraph for its own help
  std::vector<const char*> flags;
  std::vector<const char*> examples;  ///< the same in every language
  int most_arguments = 1;
};

/// Every subcommand, in the order of the help.
[[nodiscard]] std::span<const Command> all_commands();
/// The subcommand of that name, or null.
[[nodiscard]] const Command* find_command(std::string_view name);

}  // namespace sondeo::cli
