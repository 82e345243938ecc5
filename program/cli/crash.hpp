#pragma once

#include <csignal>
#include <filesystem>

#include <sys/types.h>

namespace sondeo::cli {

/// Where the program ends without unwinding: a library that writes through a pointer that it did not look at,
/// an exception that nobody may catch. What was registered is removed, one sentence said, and the exit code
/// is 9 where memory had failed, 10 otherwise. The list is the process's, as its signals are; it is of fixed
/// size and takes no memory and no lock, so that a handler may walk it.

/// Takes over std::terminate and, but under the sanitizers, SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT. No
/// dump of the process is made: it would hold microdata.
void end_cleanly_on_crashes() noexcept;

/// Removes a file, or a folder with all that is in it, when the program crashes or is interrupted. A path
/// beyond what the system takes, or more paths than a run has at once, are not registered.
void remove_on_end(const std::filesystem::path& path) noexcept;
/// Removes a folder that was made for what did not come to stand in it; one with anything in it stays.
void remove_if_empty_on_end(const std::filesystem::path& folder) noexcept;
/// It is complete, or gone.
void keep_on_end(const std::filesystem::path& path) noexcept;

/// Kills a group of processes then, before anything is removed.
void kill_on_end(pid_t group) noexcept;
/// They have ended.
void release_on_end(pid_t group) noexcept;

/// Kills and removes all that is registered. The process ends next.
void remove_registered() noexcept;

/// As long as it lives a crash of another thread, and a crash signal that somebody sends, wait with removing
/// what is registered: for the moment at which files are made, or change their names. A crash of its own
/// thread then ends the process as the system does.
class CrashHold {
 public:
  CrashHold() noexcept;
  ~CrashHold();
  CrashHold(const CrashHold&) = delete;
  CrashHold& operator=(const CrashHold&) = delete;
  CrashHold(CrashHold&&) = delete;
  CrashHold& operator=(CrashHold&&) = delete;

 private:
  sigset_t before_{};
};

/// What is said when there is no memory left to say it in the reader's language. @return the exit code
int tell_out_of_memory() noexcept;

}  // namespace sondeo::cli
