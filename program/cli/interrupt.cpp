#include "program/cli/interrupt.hpp"

#include <atomic>
#include <csignal>
#include <ctime>
#include <mutex>
#include <system_error>
#include <thread>

#include <pthread.h>
#include <unistd.h>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/crash.hpp"
#include "program/cli/exit_code.hpp"

namespace sondeo::cli {

namespace {

std::atomic<bool> stopped{false};  // of the process, as its signals are

extern "C" void stop_for_good(int /*signal*/) {
  stopped.store(true);
  for (;;) ::pause();
}

/// A thread that went on would make other files while its own are removed: libraries that find their folder
/// gone take another.
void stop(pthread_t thread) {
  struct sigaction action {};
  action.sa_handler = &stop_for_good;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGUSR2, &action, nullptr) != 0 || pthread_kill(thread, SIGUSR2) != 0) return;
  constexpr int kMostWaits = 1000;
  constexpr timespec kMoment{0, 1'000'000};
  for (int waits = 0; !stopped.load() && waits < kMostWaits; ++waits) ::nanosleep(&kMoment, nullptr);
}

}  // namespace

struct Interrupt::State {
  sigset_t signals{};
  std::mutex mutex;
  bool ending = false;
  pthread_t worker = pthread_self();
  std::thread waiter;

  void wait() {
    int signal = 0;
    sigwait(&signals, &signal);
    const std::lock_guard lock(mutex);
    if (ending) return;
    stop(worker);
    remove_registered();  // takes no memory: the thread may have been stopped inside malloc
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
  remove_on_end(file);
}

std::filesystem::path Interrupt::guard_made(const std::function<std::filesystem::path()>& make) {
  const std::lock_guard lock(state_->mutex);
  const CrashHold crash;
  auto made = make();
  remove_on_end(made);
  return made;
}

void Interrupt::guard_group(pid_t group) {
  const std::lock_guard lock(state_->mutex);
  kill_on_end(group);
}

void Interrupt::release_group(pid_t group) {
  const std::lock_guard lock(state_->mutex);
  release_on_end(group);
}

void Interrupt::hold(const std::function<void()>& work) {
  const std::lock_guard lock(state_->mutex);
  const CrashHold crash;
  work();
}

void Interrupt::release(const std::filesystem::path& file) {
  const std::lock_guard lock(state_->mutex);
  keep_on_end(file);
}

}  // namespace sondeo::cli
