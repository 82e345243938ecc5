#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace sondeo {

/// Refuses now what could not be written later: the file exists and may not be overwritten, is no ordinary
/// file, or its folder is absent. @throws Error 8xxx
void check_output(const std::filesystem::path& file, bool overwrite);

/// A file that appears under its name whole or not at all: written beside it, made durable, then renamed.
/// A link stays a link: the file that it means is replaced.
class AtomicFile {
 public:
  /// @throws Error 8xxx when the file may not be written (`check_output`) or cannot be created
  AtomicFile(const std::filesystem::path& file, bool overwrite);
  /// Removes what was written when it was not committed.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile(AtomicFile&&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;

  /// Keeps the bytes; the disk is told later. Never throws: C code calls it. False once writing has failed.
  [[nodiscard]] bool write(std::span<const std::byte> bytes) noexcept;
  /// Makes the file durable and gives it its name. @throws Error 8xxx when something could not be written
  void commit();
  /// The Error for a fault that `write` met, or std::bad_alloc. @throws always
  [[noreturn]] void refuse() const;
  /// Where the bytes stand until `commit`: for a program that cleans up when it is interrupted.
  [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_; }

 private:
  bool flush() noexcept;

  std::filesystem::path file_;    ///< as the user named it
  std::filesystem::path target_;  ///< what it means, links followed
  std::filesystem::path temporary_;
  bool overwrite_;
  bool committed_ = false;
  int error_ = 0;
  int descriptor_ = -1;
  std::string buffer_;
};

}  // namespace sondeo
