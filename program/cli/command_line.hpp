#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "program/cli/command_table.hpp"

namespace sondeo::cli {

/// The arguments of one run, taken apart: which command, its flags with their values, its argument. Every
/// value is a text with its place, so that a fault inside it can be shown.
class CommandLine {
 public:
  /// @param arguments  without the program's name
  /// @throws Error 2xxx with the nearest command or flag for what does not exist, and for missing values
  static CommandLine parse(const std::vector<std::string>& arguments);

  /// Null for the program without a command.
  [[nodiscard]] const Command* command() const { return command_; }
  /// "sondeo tabulate"
  [[nodiscard]] std::string command_name() const;

  [[nodiscard]] bool has(std::string_view flag) const { return values_.contains(flag); }
  /// The value of a flag that may be given once.
  [[nodiscard]] std::optional<Written> value(std::string_view flag) const;
  /// The values of a repeatable flag, in the order given.
  [[nodiscard]] std::vector<Written> values(std::string_view flag) const;
  /// The command's argument, if given.
  [[nodiscard]] const std::optional<Written>& argument() const { return argument_; }
  /// All of them; more than one where the command takes more.
  [[nodiscard]] const std::vector<Written>& arguments() const { return arguments_; }
  /// Where the whole command stands, for faults that concern no flag.
  [[nodiscard]] Place whole() const;

 private:
  const Command* command_ = nullptr;
  std::string text_;  ///< all arguments as one line, for carets
  std::optional<Written> argument_;
  std::vector<Written> arguments_;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

}  // namespace sondeo::cli
