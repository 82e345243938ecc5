#pragma once

#include <cstddef>
#include <future>
#include <memory>
#include <optional>

#include "engine/ingest/file_windows.hpp"

namespace sondeo::ingest {

/// Windows of a file, each read while the caller works with the one before: two are in memory at a time.
class WindowsAhead {
 public:
  /// @param rows   of a window, at least 1
  /// @param ahead  no: a window is read when it is asked for
  WindowsAhead(std::unique_ptr<FileWindows> windows, std::size_t rows, bool ahead);

  /// The next rows, nothing after the last: a file without rows has one window.
  /// @throws Error as `FileWindows::next`
  [[nodiscard]] std::optional<Table> next();

 private:
  void begin();

  std::unique_ptr<FileWindows> windows_;
  std::size_t rows_;
  bool ahead_;
  std::future<Table> coming_;  ///< last, so that its end is waited for before the file goes
};

}  // namespace sondeo::ingest
