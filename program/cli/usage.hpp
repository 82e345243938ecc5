#pragma once

#include <chrono>
#include <string>

namespace sondeo::cli {

/// Time and memory that the program used since this was made.
class Usage {
 public:
  Usage() : started_(std::chrono::steady_clock::now()) {}
  /// "time 0.42 s, most memory 120 MB, reader 35 MB", in the reader's language, with its line end.
  [[nodiscard]] std::string line() const;

 private:
  std::chrono::steady_clock::time_point started_;
};

}  // namespace sondeo::cli
