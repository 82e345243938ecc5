#pragma once

#include <cstddef>

#include "engine/base/progress.hpp"

namespace sondeo::cli {

/// Shows on standard error how far a long read is: from half a second on, at most ten times a second, in one
/// line that it takes away at the end. Nothing when standard error is no terminal.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ProgressLine(ProgressLine&&) = delete;
  ProgressLine& operator=(ProgressLine&&) = delete;

  /// To be given to the library; empty when nothing is shown. Valid as long as this object.
  [[nodiscard]] Progress callback();
  /// Takes the line away, so that other texts can follow.
  void clear();

 private:
  void show(std::size_t done, std::size_t total);

  bool enabled_;
  bool shown_ = false;
  double started_;  ///< when the read that is shown began
  std::size_t done_ = 0;
  double last_ = 0;
};

}  // namespace sondeo::cli
