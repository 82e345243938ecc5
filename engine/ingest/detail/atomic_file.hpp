#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "engine/ingest/detail/descriptor.hpp"

namespace sondeo::ingest::detail {

/// A file that appears under its name whole or not at all: written beside it, made durable, then renamed.
class AtomicFile {
 public:
  /// @throws Error 8xxx when the file exists and may not be replaced, or cannot be created
  AtomicFile(std::filesystem::path path, bool overwrite);
  /// Removes what was written when it was not committed.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Keeps the bytes; the disk is told later. Never throws: C code calls it. False once writing has failed.
  [[nodiscard]] bool write(std::span<const std::byte> bytes) noexcept;
  /// @throws Error 8xxx when something could not be written
  void commit();
  /// The Error for a fault that `write` met. @throws always
  [[noreturn]] void refuse() const;

 private:
  bool flush() noexcept;

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  bool overwrite_;
  bool committed_ = false;
  int error_ = 0;
  Descriptor descriptor_;
  std::string buffer_;
};

}  // namespace sondeo::ingest::detail
