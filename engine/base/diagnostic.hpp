#pragma once

#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/code.hpp"
#include "engine/base/place.hpp"

namespace sondeo {

/// A named value that a message's template asks for. Codes, labels, names and counts: never a respondent's
/// value.
struct Argument {
  std::string name;
  std::string value;
};

/// One finding: what is wrong, where, what was probably meant, what to do next.
/// It holds no sentence: program/cli turns code and arguments into the reader's language.
struct Diagnostic {
  Code code{};
  std::vector<Argument> arguments;
  std::optional<Place> place;
  std::vector<std::string> similar;  ///< nearest right names, at most three
  std::string next;                  ///< one command to run next, empty if none

  /// The number shown to the user: its first digit is the exit code. What the user wrote is 2 on the command
  /// line and 3 in a file (DESIGN 6).
  [[nodiscard]] int number() const;
  /// The exit code of a run that ends with this.
  [[nodiscard]] int exit_code() const { return number() / 1000; }
};

/// Findings about data: values, not exceptions.
using Diagnostics = std::vector<Diagnostic>;

/// The one exception of the library.
class Error : public std::exception {
 public:
  explicit Error(Diagnostic diagnostic);
  [[nodiscard]] const Diagnostic& diagnostic() const { return diagnostic_; }
  /// Code and arguments without sentences, for a program that uses the library.
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

 private:
  Diagnostic diagnostic_;
  std::string what_;
};

/// Throws `Error(kInternal)` when `condition` does not hold: wrong code, not wrong input.
void ensure(bool condition, const char* what);

}  // namespace sondeo
