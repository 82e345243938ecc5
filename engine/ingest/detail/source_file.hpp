#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/detail/descriptor.hpp"
#include "engine/ingest/file.hpp"

namespace sondeo::ingest::detail {

/// A regular file opened for reading. @throws Error 4xxx that says why it cannot be
struct SourceFile {
  Descriptor descriptor;
  std::uint64_t bytes = 0;

  explicit SourceFile(const std::filesystem::path& path);
};

/// The format of a file, by its first bytes; by its name where the bytes do not tell. @throws Error 4xxx
[[nodiscard]] FileFormat detect_format(const std::filesystem::path& path);

/// A whole file mapped for reading.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path);
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  /// What was read before `position` may leave the memory: it comes back from the file if asked for again.
  void let_go_before(std::size_t position);

 private:
  std::shared_ptr<const void> owner_;
  std::string_view bytes_;
  std::size_t let_go_ = 0;
};

/// A diagnostic that names a file.
[[nodiscard]] Diagnostic about_file(Code code, const std::filesystem::path& path,
                                    std::vector<Argument> more = {});

}  // namespace sondeo::ingest::detail
