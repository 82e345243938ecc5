#include "program/cli/crash.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <exception>
#include <new>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "program/cli/exit_code.hpp"

namespace sondeo::cli {

namespace {

constexpr std::size_t kMostPaths = 16;  // a run has at most four at once
constexpr std::size_t kMostGroups = 4;
constexpr std::array kCrashes = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

enum class Slot : unsigned char { kFree, kTaken, kFull, kIfEmpty };

struct Registered {
  std::atomic<Slot> slot{Slot::kFree};
  std::array<char, PATH_MAX> path{};
};

// Of the process, as its signal handlers are.
std::array<Registered, kMostPaths> registered;
std::array<std::atomic<pid_t>, kMostGroups> groups;
std::atomic_flag ending = ATOMIC_FLAG_INIT;
std::atomic<bool> held{false};

void put(std::string_view text) noexcept {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

void remove_at(int folder, const char* name, int depth) noexcept;

/// Removes all that is in a folder: by the system's own call, since readdir takes memory.
void empty_folder(int folder, int depth) noexcept {
  alignas(dirent64) std::array<char, 4096> entries{};
  for (;;) {
    const long count = ::syscall(SYS_getdents64, folder, entries.data(), entries.size());
    if (count <= 0) return;
    for (long at = 0; at < count;) {
      const auto* entry = reinterpret_cast<const dirent64*>(entries.data() + at);
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") remove_at(folder, entry->d_name, depth);
      at += entry->d_reclen;
    }
  }
}

/// Removes a file or a folder; links are not followed.
void remove_at(int folder, const char* name, int depth) noexcept {
  constexpr int kDeepest = 8;
  if (::unlinkat(folder, name, 0) == 0 || errno == ENOENT || depth == kDeepest) return;
  const int inside = ::openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (inside >= 0) {
    empty_folder(inside, depth + 1);
    ::close(inside);
  }
  ::unlinkat(folder, name, AT_REMOVEDIR);
}

void clean_up() noexcept {
  for (const auto& group : groups) {
    if (const pid_t number = group.load(); number > 0) ::kill(-number, SIGKILL);
  }
  for (const auto& each : registered) {
    if (each.slot.load(std::memory_order_acquire) == Slot::kFull) remove_at(AT_FDCWD, each.path.data(), 0);
  }
  // Inner folders were registered after those that hold them.
  for (auto each = registered.rbegin(); each != registered.rend(); ++each) {
    if (each->slot.load(std::memory_order_acquire) == Slot::kIfEmpty) ::rmdir(each->path.data());
  }
}

/// One thread cleans up; others that crash meanwhile wait for it. It waits itself while another thread gives
/// files their names, but not for ever.
void end_alone() noexcept {
  while (ending.test_and_set()) ::pause();
  constexpr int kMostWaits = 1000;
  constexpr timespec kMoment{0, 10'000'000};
  for (int waits = 0; held.load() && waits < kMostWaits; ++waits) ::nanosleep(&kMoment, nullptr);
}

void tell_fault(std::string_view what) noexcept {
  put("error[E9999]: internal error: ");
  put(what);
  put(". This is a fault of sondeo, not of your data: please report it with the command that you ran\n"
      "   = help: sondeo help E9999\n");
}

/// An exception that nobody may catch. A library that needs memory to give memory back finds none. Where the
/// compiler inlined the function that lets none out (toml++), the exception is not to be had, and errno
/// tells.
[[noreturn]] void end_on_exception() noexcept {
  bool memory = errno == ENOMEM;
  try {
    if (const auto thrown = std::current_exception()) {
      memory = false;
      std::rethrow_exception(thrown);
    }
  } catch (const std::bad_alloc&) {
    memory = true;
  } catch (...) {
    // A fault of ours, below.
  }
  remove_registered();
  if (memory) ::_exit(tell_out_of_memory());
  tell_fault("terminate");
  ::_exit(kExitInternal);
}

/// Whether a library went on with the null pointer that malloc gave it, or gave up at it: malloc leaves
/// ENOMEM in the errno of its thread, which is the one that the signal interrupts.
bool memory_failed(int error, int signal, const siginfo_t& crash) noexcept {
  constexpr std::uintptr_t kNearNull = 1U << 16U;  // a member of what a null pointer means
  const auto address = reinterpret_cast<std::uintptr_t>(crash.si_addr);
  const bool null = signal == SIGSEGV && crash.si_code > 0 && address < kNearNull;
  return error == ENOMEM && (null || signal == SIGABRT);
}

const char* name_of(int signal) noexcept {
  if (signal == SIGSEGV) return "SIGSEGV";
  if (signal == SIGBUS) return "SIGBUS";
  if (signal == SIGFPE) return "SIGFPE";
  return signal == SIGILL ? "SIGILL" : "SIGABRT";
}

extern "C" void end_on_signal(int signal, siginfo_t* crash, void* /*context*/) {
  const bool memory = memory_failed(errno, signal, *crash);
  remove_registered();
  if (memory) ::_exit(tell_out_of_memory());
  tell_fault(name_of(signal));
  ::_exit(kExitInternal);
}

}  // namespace

int tell_out_of_memory() noexcept {
  put("error[E9001]: there is not enough memory for this run: ask for fewer variables or disaggregations\n"
      "   = help: sondeo help E9001\n");
  return kExitResource;
}

void end_cleanly_on_crashes() noexcept {
  std::set_terminate(&end_on_exception);
#ifndef SONDEO_SANITIZED
  ::prctl(PR_SET_DUMPABLE, 0);
  // A stack of its own: the thread's may be what is used up.
  static std::array<std::byte, std::size_t{64} << 10U> stack;
  const stack_t own{stack.data(), 0, stack.size()};
  ::sigaltstack(&own, nullptr);
  struct sigaction action {};
  action.sa_sigaction = &end_on_signal;
  // A crash while cleaning up ends it as the system does.
  action.sa_flags = static_cast<int>(SA_SIGINFO | SA_ONSTACK | SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (const int signal : kCrashes) ::sigaction(signal, &action, nullptr);
#endif
}

namespace {

void enter(const std::filesystem::path& path, Slot how) noexcept {
  const std::string_view text = path.native();
  if (text.size() >= PATH_MAX) return;
  for (auto& each : registered) {
    Slot expected = Slot::kFree;
    if (!each.slot.compare_exchange_strong(expected, Slot::kTaken)) continue;
    *std::copy(text.begin(), text.end(), each.path.begin()) = '\0';
    each.slot.store(how, std::memory_order_release);
    return;
  }
}

}  // namespace

void remove_on_end(const std::filesystem::path& path) noexcept { enter(path, Slot::kFull); }

void remove_if_empty_on_end(const std::filesystem::path& folder) noexcept { enter(folder, Slot::kIfEmpty); }

void keep_on_end(const std::filesystem::path& path) noexcept {
  for (auto& each : registered) {
    const Slot slot = each.slot.load();
    if ((slot != Slot::kFull && slot != Slot::kIfEmpty) || path.native() != each.path.data()) continue;
    each.slot.store(Slot::kFree);
    return;
  }
}

void kill_on_end(pid_t group) noexcept {
  for (auto& each : groups) {
    pid_t expected = 0;
    if (each.compare_exchange_strong(expected, group)) return;
  }
}

void release_on_end(pid_t group) noexcept {
  for (auto& each : groups) {
    pid_t expected = group;
    if (each.compare_exchange_strong(expected, 0)) return;
  }
}

void remove_registered() noexcept {
  end_alone();
  clean_up();
}

CrashHold::CrashHold() noexcept {
  sigset_t crashes;
  sigemptyset(&crashes);
  for (const int signal : kCrashes) sigaddset(&crashes, signal);
  pthread_sigmask(SIG_BLOCK, &crashes, &before_);
  held.store(true);
}

CrashHold::~CrashHold() {
  held.store(false);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace sondeo::cli
