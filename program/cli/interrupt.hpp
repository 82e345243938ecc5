#pragma once

#include <csignal>
#include <filesystem>
#include <memory>

namespace sondeo::cli {

/// Ends the program on SIGINT and SIGTERM without leaving half-written files: those registered are removed,
/// the exit code is 128 + the signal. A thread of its own waits for the signals, so that no handler is
/// needed. Make it first of all: threads started earlier would receive the signals themselves.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  Interrupt(Interrupt&&) = delete;
  Interrupt& operator=(Interrupt&&) = delete;

  /// A file to remove when the program is interrupted.
  void guard(const std::filesystem::path& file);
  /// The file is complete, or gone.
  void release(const std::filesystem::path& file);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sondeo::cli
