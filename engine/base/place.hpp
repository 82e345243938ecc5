#pragma once

#include <cstddef>
#include <string>

namespace sondeo {

/// Where something that the user wrote, or delivered, stands.
enum class Origin {
  kCommandLine,  ///< an argument of the program: exit code 2
  kStudy,        ///< a study or instrument file: exit code 3
  kData          ///< a data file
};

/// A point in a source, for the caret of an error message.
struct Place {
  Origin origin = Origin::kStudy;
  std::string source;      ///< path of a file, or the name of a flag ("--where")
  std::size_t line = 1;    ///< from 1
  std::size_t column = 1;  ///< from 1, in bytes
  std::size_t length = 1;  ///< how many bytes the fault covers
  std::string text;        ///< the whole source line (for a flag: the argument)
};

/// A text that the user wrote, with the place of its first byte.
struct Written {
  std::string text;
  Place place;

  /// The place of `length` bytes that begin `offset` bytes into the text (texts of several lines included).
  [[nodiscard]] Place at(std::size_t offset, std::size_t length) const;
};

}  // namespace sondeo
