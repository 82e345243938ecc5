#include "program/cli/interrupt.hpp"

#include <algorithm>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include <pthread.h>
#include <unistd.h>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/crash.hpp"
#include "program/cli/exit_code.hpp"

namespace sondeo::cli {

namespace {

/// Removes a file or folder into which another thread may still be writing: until no new file comes.
void remove_for_good(const std::filesystem::path& file) {
  constexpr int kMostTries = 1000;
  std::error_code ignored;
  for (int tried = 0; tried < kMostTries && std::filesystem::exists(file, ignored); ++tried) {
    std::filesystem::remove_all(file, ignored);
  }
}

}  // namespace

struct Interrupt::State {
  sigset_t signals{};
  std::mutex mutex;
  std::vector<std::filesystem::path> files;
  std::vector<pid_t> groups;
  bool ending = false;
  std::thread waiter;

  void wait() {
    int signal = 0;
    sigwait(&signals, &signal);
    const std::lock_guard lock(mutex);
    if (ending) return;
    for (const pid_t group : groups) ::kill(-group, SIGKILL);
    for (const auto& file : files) remove_for_good(file);
    _exit(kExitSignal + signal);
  }
};

Interrupt::Interrupt() : state_(std::make_unique<State>()) {
  sigemptyset(&state_->signals);
  sigaddset(&state_->signals, SIGINT);
  sigaddset(&state_->signals, SIGTERM);
  // A closed terminal ends it too, unless it was started to outlive it (nohup).
  struct sigaction hangup {};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) {
    sigaddset(&state_->signals, SIGHUP);
  }
  pthread_sigmask(SIG_BLOCK, &state_->signals, nullptr);
  try {
    state_->waiter = std::thread([state = state_.get()] { state->wait(); });
  } catch (const std::system_error&) {
    pthread_sigmask(SIG_UNBLOCK, &state_->signals, nullptr);
    throw Error({code::kThreadNotStarted, {}, {}, {}, {}});
  }
}

Interrupt::~Interrupt() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->ending = true;
  }
  pthread_kill(state_->waiter.native_handle(), SIGTERM);
  state_->waiter.join();
}

void Interrupt::guard(const std::filesystem::path& file) {
  const std::lock_guard lock(state_->mutex);
  state_->files.push_back(file);
  remove_on_crash(file);
}

std::filesystem::path Interrupt::guard_made(const std::function<std::filesystem::path()>& make) {
  const std::lock_guard lock(state_->mutex);
  const CrashHold crash;
  state_->files.emplace_back();  // the memory comes first: what is made is then guarded
  try {
    state_->files.back() = make();
    remove_on_crash(state_->files.back());
  } catch (...) {
    state_->files.pop_back();
    throw;
  }
  return state_->files.back();
}

void Interrupt::guard_group(pid_t group) {
  const std::lock_guard lock(state_->mutex);
  state_->groups.push_back(group);
  end_on_crash(group);
}

void Interrupt::release_group(pid_t group) {
  const std::lock_guard lock(state_->mutex);
  std::erase(state_->groups, group);
  release_on_crash(group);
}

void Interrupt::hold(const std::function<void()>& work) {
  const std::lock_guard lock(state_->mutex);
  const CrashHold crash;
  work();
}

void Interrupt::release(const std::filesystem::path& file) {
  const std::lock_guard lock(state_->mutex);
  std::erase(state_->files, file);
  keep_on_crash(file);
}

}  // namespace sondeo::cli
