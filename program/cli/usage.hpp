#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace sondeo::cli {

/// Time and memory that the program used since this was made.
class Usage {
 public:
  Usage() : started_(std::chrono::steady_clock::now()) {}
  /// "time 0.42 s, most memory 120 MB, of the reader 35 MB", in the user's language, with its line end.
  /// @param parts  in which the rows were read: said where there are several
  [[nodiscard]] std::string line(std::size_t parts = 1) const;

 private:
  std::chrono::steady_clock::time_point started_;
};

}  // namespace sondeo::cli
