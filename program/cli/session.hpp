#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.hpp"
#include "program/cli/command_line.hpp"
#include "program/cli/interrupt.hpp"
#include "program/cli/language.hpp"

namespace sondeo::cli {

/// How this run talks to its user. Results go to standard output or the output file, all else to standard
/// error.
class Session {
 public:
  /// What guards the files that are being written, from now on.
  void guard_with(Interrupt& interrupt) { interrupt_ = &interrupt; }

  /// Language, colour and quiet from the raw arguments: faults in the arguments themselves are shown with
  /// them.
  void look_at(const std::vector<std::string>& arguments);
  /// The same from the arguments that were understood. @throws Error 2xxx for a wrong word
  void configure(const CommandLine& line);

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] bool quiet() const { return quiet_; }
  [[nodiscard]] bool verbose() const { return verbose_; }
  [[nodiscard]] bool coloured_output() const { return coloured_output_; }
  [[nodiscard]] Interrupt& interrupt() { return *interrupt_; }

  /// Prints a finding on standard error; a warning is not printed when quiet.
  void show(const Diagnostic& finding) const;
  void show(const Diagnostics& findings) const;
  /// Prints a line on standard error.
  void tell(std::string_view text) const;
  /// Writes the result to standard output, or to `--output`.
  void write_result(const CommandLine& line, std::string_view text);

 private:
  void set_colour(std::string_view when);

  Interrupt* interrupt_ = nullptr;
  Language language_ = Language::kEnglish;
  bool quiet_ = false;
  bool verbose_ = false;
  bool coloured_output_ = false;
  bool coloured_messages_ = false;
};

/// Refuses before the work what could not be written after it. @throws Error 8xxx
void check_output_of(const CommandLine& line);

}  // namespace sondeo::cli
