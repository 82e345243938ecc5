#include "engine/ingest/windows_ahead.hpp"

#include <system_error>
#include <utility>

namespace sondeo::ingest {

WindowsAhead::WindowsAhead(std::unique_ptr<FileWindows> windows, std::size_t rows, bool ahead)
    : windows_(std::move(windows)), rows_(rows), ahead_(ahead) {
  begin();
}

std::optional<Table> WindowsAhead::next() {
  if (!coming_.valid()) return std::nullopt;
  Table rows = coming_.get();
  if (!windows_->ended()) begin();
  return rows;
}

void WindowsAhead::begin() {
  const auto read = [this] { return windows_->next(rows_); };
  try {
    coming_ = std::async(ahead_ ? std::launch::async : std::launch::deferred, read);
  } catch (const std::system_error&) {
    coming_ = std::async(std::launch::deferred, read);  // no thread to be had: read when it is asked for
  }
}

}  // namespace sondeo::ingest
