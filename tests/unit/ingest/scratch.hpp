#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include <unistd.h>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/file.hpp"

namespace sondeo::ingest::test {

/// A folder of its own for one test, removed with what is in it.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "sondeo-ingest-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] std::filesystem::path file(const std::string& name, std::string_view bytes) const {
    std::ofstream out(path(name), std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path(name);
  }

 private:
  std::filesystem::path folder_;
};

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline ReadOptions options() {
  ReadOptions options;
  options.reader_program = SONDEO_READER;
  return options;
}

inline ReadOptions options_with(const char* fault) {
  ReadOptions options;
  options.reader_program = std::string(SONDEO_FAKE_READERS) + "/sondeo_fake_reader_" + fault;
  return options;
}

/// Everything that a file holds.
inline Table read_all(const std::filesystem::path& path, const ReadOptions& options) {
  const FileDescription file = describe(path, options);
  return read(file, file.names(), options);
}

/// The diagnostic that an action ends with; code 0 when it does not end so.
inline Diagnostic diagnostic_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.diagnostic();
  }
  return {};
}

inline Code code_of(const std::function<void()>& action) { return diagnostic_of(action).code; }

inline std::string argument(const Diagnostic& diagnostic, std::string_view name) {
  for (const auto& given : diagnostic.arguments) {
    if (given.name == name) return given.value;
  }
  return "?";
}

}  // namespace sondeo::ingest::test
