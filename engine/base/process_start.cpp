#include "engine/base/process_start.hpp"

#include <algorithm>
#include <csignal>

#include <fcntl.h>

namespace sondeo {

namespace {

/// What posix_spawn wants: pointers into the texts, and a null.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ProcessStart::ProcessStart() {
  posix_spawn_file_actions_init(&actions_);
  posix_spawnattr_init(&attributes_);
  posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes_, &none);
  posix_spawnattr_setsigdefault(&attributes_, &all);
}

ProcessStart::~ProcessStart() {
  posix_spawn_file_actions_destroy(&actions_);
  posix_spawnattr_destroy(&attributes_);
}

void ProcessStart::give(int descriptor, int as) {
  posix_spawn_file_actions_adddup2(&actions_, descriptor, as);
  first_closed_ = std::max(first_closed_, as + 1);
}

void ProcessStart::in_own_group() {
  posix_spawnattr_setpgroup(&attributes_, 0);
  flags_ |= POSIX_SPAWN_SETPGROUP;
}

ProcessStart::Started ProcessStart::run(const std::filesystem::path& program,
                                        std::vector<std::string> arguments,
                                        std::vector<std::string> environment) {
  posix_spawn_file_actions_addclosefrom_np(&actions_, first_closed_);
  posix_spawnattr_setflags(&attributes_, flags_);
  arguments.insert(arguments.begin(), program.filename().string());
  auto given = pointers_to(arguments);
  auto variables = pointers_to(environment);
  Started started;
  started.error =
      posix_spawn(&started.process, program.c_str(), &actions_, &attributes_, given.data(), variables.data());
  if (started.error != 0) started.process = -1;
  return started;
}

}  // namespace sondeo
