#include "program/cli/output.hpp"

#include <cerrno>
#include <cstring>
#include <optional>
#include <span>
#include <string>

#include <unistd.h>

#include "engine/base/atomic_file.hpp"
#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"

namespace sondeo::cli {

namespace {

std::string error_name(int error) {
  const char* name = strerrorname_np(error);
  return name == nullptr ? std::to_string(error) : name;
}

}  // namespace

void write_file(const std::filesystem::path& file, std::string_view text, bool overwrite,
                Interrupt& interrupt) {
  write_file_pieces(
      file, [text](const TextSink& sink) { sink(text); }, overwrite, interrupt);
}

void write_file_pieces(const std::filesystem::path& file, const TextWriter& write, bool overwrite,
                       Interrupt& interrupt) {
  InterruptGuard guard(interrupt);
  std::optional<AtomicFile> output;
  guard.guard([&] { return output.emplace(file, overwrite).temporary(); });
  write([&output](std::string_view piece) {
    if (!output->write(std::as_bytes(std::span(piece)))) output->refuse();
  });
  output->commit();
}

void write_file_by(const std::filesystem::path& file, bool overwrite, Interrupt& interrupt,
                   const std::function<void(const std::filesystem::path&)>& write) {
  InterruptGuard guard(interrupt);
  std::optional<AtomicFile> output;
  guard.guard([&] { return output.emplace(file, overwrite).temporary(); });
  write(output->temporary());
  output->commit();
}

void write_standard_output(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      throw Error({code::kStandardOutputFailed, {{"reason", error_name(errno)}}, {}, {}, {}});
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace sondeo::cli
