#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/ingest/detail/handover.hpp"

namespace sondeo::ingest::reader {

/// The reader's side of the memory file: the request is read from it, the answer written into it.
class SharedMemory {
 public:
  SharedMemory();

  [[nodiscard]] const detail::Request& request() const { return request_; }
  [[nodiscard]] const std::vector<std::uint32_t>& columns() const { return columns_; }
  [[nodiscard]] detail::Answer& answer() { return *answer_; }

  /// Room for column values, untouched pages cost nothing. Called once.
  /// @throws Failure when the system refuses it
  void reserve(std::uint64_t bytes);
  [[nodiscard]] std::byte* areas() const { return areas_; }
  [[nodiscard]] std::uint64_t areas_offset() const { return areas_offset_; }

  /// Adds bytes at the end. @return their offset
  std::uint64_t append(std::string_view bytes);

 private:
  detail::Request request_;
  std::vector<std::uint32_t> columns_;
  detail::Answer* answer_ = nullptr;
  std::byte* areas_ = nullptr;
  std::uint64_t areas_offset_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace sondeo::ingest::reader
