#pragma once

#include <filesystem>

namespace sondeo::cli {

/// The folder of the running program; empty where the system does not tell.
[[nodiscard]] inline std::filesystem::path program_folder() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

}  // namespace sondeo::cli
