#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace sondeo::cli {

/// How long the parts of a run took. No other output has a time in it: those are the same in every run.
class Timings {
 public:
  /// What was done since the part before, or since this was made.
  void end_of(std::string part);
  /// `{"schema": "sondeo-timings/1", "parts": [{"part": ..., "seconds": ...}]}`
  [[nodiscard]] std::string json() const;

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::vector<std::pair<std::string, double>> parts_;
};

}  // namespace sondeo::cli
