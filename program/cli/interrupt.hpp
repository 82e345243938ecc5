#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

#include <sys/types.h>

namespace sondeo::cli {

/// Ends the program on SIGINT, SIGTERM and SIGHUP without leaving half-written files: those registered are
/// removed, the exit code is 128 + the signal. A thread of its own waits for the signals, so that no handler
/// is needed. Make it first of all: threads started earlier would receive the signals themselves.
class Interrupt {
 public:
  /// @throws Error kThreadNotStarted
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  Interrupt(Interrupt&&) = delete;
  Interrupt& operator=(Interrupt&&) = delete;

  /// A file, or a folder with all that is in it, to remove when the program is interrupted.
  void guard(const std::filesystem::path& file);
  /// The same for what `make` makes and names: no interrupt comes between the two.
  std::filesystem::path guard_made(const std::function<std::filesystem::path()>& make);
  /// The file is complete, or gone.
  void release(const std::filesystem::path& file);
  /// A group of processes to end when the program is interrupted, before files are removed.
  void guard_group(pid_t group);
  /// They have ended.
  void release_group(pid_t group);
  /// Does something that an interrupt must not cut in two: it waits until that is done. Nothing is guarded or
  /// released in it.
  void hold(const std::function<void()>& work);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Guards a file or folder as long as this lives. Declare it before what it guards: it is released only when
/// that has cleaned up after itself.
class InterruptGuard {
 public:
  explicit InterruptGuard(Interrupt& interrupt) : interrupt_(interrupt) {}
  ~InterruptGuard() { interrupt_.release(file_); }
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  InterruptGuard(InterruptGuard&&) = delete;
  InterruptGuard& operator=(InterruptGuard&&) = delete;

  /// @param make  makes the file or folder and gives its name
  void guard(const std::function<std::filesystem::path()>& make) { file_ = interrupt_.guard_made(make); }

 private:
  Interrupt& interrupt_;
  std::filesystem::path file_;
};

}  // namespace sondeo::cli
