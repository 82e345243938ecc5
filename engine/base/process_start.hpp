#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <spawn.h>
#include <sys/types.h>

namespace sondeo {

/// How a program is started: with nothing to read, nowhere to talk, no signal blocked or ignored, and of this
/// process's open files only those that it is given.
class ProcessStart {
 public:
  ProcessStart();
  ~ProcessStart();
  ProcessStart(const ProcessStart&) = delete;
  ProcessStart& operator=(const ProcessStart&) = delete;
  ProcessStart(ProcessStart&&) = delete;
  ProcessStart& operator=(ProcessStart&&) = delete;

  /// An open file that the program has as descriptor `as`, at least 3 and no number of those given here.
  void give(int descriptor, int as);
  /// A group of its own, which can be ended with all that the program starts.
  void in_own_group();

  struct Started {
    pid_t process = -1;
    int error = 0;  ///< not 0: no process was started
  };
  /// @param arguments  after the program's name
  /// @param environment  "NAME=value"
  [[nodiscard]] Started run(const std::filesystem::path& program, std::vector<std::string> arguments,
                            std::vector<std::string> environment);

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
  int first_closed_ = 3;
  short flags_ = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
};

}  // namespace sondeo
