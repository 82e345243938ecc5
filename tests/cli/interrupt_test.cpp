#include "program/cli/interrupt.hpp"

#include <cerrno>
#include <csignal>
#include <exception>
#include <fstream>
#include <functional>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "program/cli/crash.hpp"

namespace {

/// The exit code of a process that guards `kept` no more and `half` still when the signal comes.
int interrupted(int signal, const std::filesystem::path& half, const std::filesystem::path& kept) {
  const pid_t child = fork();
  if (child == 0) {
    sondeo::cli::Interrupt interrupt;
    interrupt.guard(half);
    interrupt.guard(kept);
    interrupt.release(kept);
    kill(getpid(), signal);
    while (true) pause();
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#ifndef SONDEO_SANITIZED
/// The exit code of a process that crashes while it writes `half`; what it says goes to `told`.
int crashed(const std::function<void()>& crash, const std::filesystem::path& half,
            const std::filesystem::path& kept, const std::filesystem::path& told) {
  const pid_t child = fork();
  if (child == 0) {
    if (freopen(told.c_str(), "w", stderr) == nullptr) _exit(1);
    sondeo::cli::end_cleanly_on_crashes();
    sondeo::cli::Interrupt interrupt;
    interrupt.guard(half);
    interrupt.guard(kept);
    interrupt.release(kept);
    crash();
    sleep(20);  // the signal may have gone to another thread
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// What a library does that does not look at malloc's answer.
void write_to_null(int error) {
  errno = error;
  static volatile std::size_t nothing = 0;
  *reinterpret_cast<volatile char*>(nothing + 8) = 1;
}
#endif

}  // namespace

TEST_CASE("an interrupted run removes what is half written and nothing else") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("sondeo-interrupt-" + std::to_string(getpid()));
  for (const auto& [signal, code] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}}) {
    std::filesystem::create_directory(folder);
    const auto half = folder / "half";
    const auto kept = folder / "kept";
    std::ofstream(half) << "x";
    std::ofstream(kept) << "x";
    CHECK(interrupted(signal, half, kept) == code);
    CHECK_FALSE(std::filesystem::exists(half));
    CHECK(std::filesystem::exists(kept));
    std::filesystem::remove_all(folder);
  }
}

TEST_CASE("a run that ends by itself does not wait for a signal") {
  { const sondeo::cli::Interrupt interrupt; }
  SUCCEED();
}

#ifndef SONDEO_SANITIZED
TEST_CASE(
    "a crash removes the folder that is half written, says one sentence and tells memory from a fault") {
  const auto folder = std::filesystem::temp_directory_path() / ("sondeo-crash-" + std::to_string(getpid()));
  struct Way {
    std::function<void()> crash;
    int code;
    std::string sentence;
  };
  const std::vector<Way> ways = {
      {[] { write_to_null(ENOMEM); }, 9, "error[E9001]"},
      {[] { write_to_null(0); }, 10, "error[E9999]: internal error: SIGSEGV"},
      {[] { kill(getpid(), SIGSEGV); }, 10, "error[E9999]: internal error: SIGSEGV"},
      {[] { std::abort(); }, 10, "error[E9999]: internal error: SIGABRT"},
      {[] { std::terminate(); }, 10, "error[E9999]: internal error: terminate"}};
  for (const auto& way : ways) {
    const auto half = folder / "half";
    const auto kept = folder / "kept";
    std::filesystem::create_directories(half / "deep" / "deeper");
    std::ofstream(half / "deep" / "deeper" / "table") << "x";
    std::ofstream(kept) << "x";
    errno = 0;
    CHECK(crashed(way.crash, half, kept, folder / "told") == way.code);
    CHECK_FALSE(std::filesystem::exists(half));
    CHECK(std::filesystem::exists(kept));
    std::ifstream told(folder / "told");
    std::string line;
    std::getline(told, line);
    CHECK_THAT(line, Catch::StartsWith(way.sentence));
    std::filesystem::remove_all(folder);
  }
}

TEST_CASE("a crash that is sent while files change their names waits until they have them") {
  const auto folder = std::filesystem::temp_directory_path() / ("sondeo-crash-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const auto held = [&folder] {
    sondeo::cli::Interrupt().hold([&folder] {
      kill(getpid(), SIGSEGV);
      std::ofstream(folder / "done") << "x";
    });
  };
  CHECK(crashed(held, folder / "half", folder / "kept", folder / "told") == 10);
  CHECK(std::filesystem::exists(folder / "done"));
  std::filesystem::remove_all(folder);
}
#endif
