#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/ingest/detail/handover.hpp"
#include "engine/ingest/detail/narrow_column.hpp"
#include "engine/ingest/detail/text_pool.hpp"
#include "engine/ingest/reader/shared_memory.hpp"

namespace sondeo::ingest::reader {

/// The columns asked for, growing in the shared memory.
class Columns {
 public:
  /// Reserves room for `capacity` rows. @throws Failure when that is over the limit, or a column does not
  /// exist
  Columns(SharedMemory& memory, const detail::Metadata& metadata, std::uint64_t capacity, bool tags);

  [[nodiscard]] std::size_t size() const { return columns_.size(); }
  [[nodiscard]] bool is_text(std::size_t k) const { return columns_[k].text; }
  [[nodiscard]] std::uint64_t capacity() const { return capacity_; }

  void append_numbers(std::size_t k, std::span<const double> values) { columns_[k].numbers.append(values); }
  /// A text's id, kept by the caller until `append_ids`; trailing blanks and NUL bytes are no part of a text.
  std::int32_t id_of(std::size_t k, std::string_view text);
  void append_ids(std::size_t k, std::span<const std::int32_t> ids);

  /// Decodes the texts from `encoding`, writes them behind the columns and adds the columns to `metadata`.
  /// @throws Failure with the variables whose texts cannot be decoded
  void hand_over(detail::Metadata& metadata, std::uint64_t rows);

 private:
  struct Column {
    std::uint32_t variable = 0;
    bool text = false;
    std::uint64_t offset = 0;
    detail::NarrowColumn numbers;
    detail::TextPool pool;
    std::int32_t* ids = nullptr;
    std::size_t id_count = 0;
  };
  void decode_texts(const detail::Metadata& metadata, const std::string& encoding);
  detail::ColumnAnswer answer_for(const Column& column);

  SharedMemory& memory_;
  std::uint64_t capacity_;
  std::vector<Column> columns_;
};

}  // namespace sondeo::ingest::reader
