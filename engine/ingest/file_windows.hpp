#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/ingest/file.hpp"

namespace sondeo::ingest {

/// Whether a format can be read window by window: portable files cannot, whose rows have no fixed place.
[[nodiscard]] bool has_windows(FileFormat format);

/// Columns of a file, some rows at a time: each row is read once, and no more of the file is in memory than
/// the rows at hand.
class FileWindows {
 public:
  /// @param names  at least one
  /// @throws Error 3xxx for a name that the file does not have
  FileWindows(FileDescription file, std::span<const std::string> names, ReadOptions options);
  ~FileWindows();
  FileWindows(const FileWindows&) = delete;
  FileWindows& operator=(const FileWindows&) = delete;
  FileWindows(FileWindows&&) = delete;
  FileWindows& operator=(FileWindows&&) = delete;

  /// The next rows, at most so many (at least 1); fewer only at the file's end.
  /// @throws Error as `read`; a damaged row is an error when its window is read
  [[nodiscard]] Table next(std::size_t rows);
  /// Whether all rows were read.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  struct Position;
  FileDescription file_;
  std::vector<std::uint32_t> wanted_;
  ReadOptions options_;
  std::unique_ptr<Position> position_;
  bool ended_ = false;
};

}  // namespace sondeo::ingest
