#include "program/cli/interrupt.hpp"

#include <csignal>
#include <fstream>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

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
