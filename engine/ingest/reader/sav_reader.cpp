#include "engine/ingest/reader/sav_reader.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <string>
#include <vector>

#include "engine/ingest/reader/failure.hpp"
#include "engine/ingest/reader/sav_bytecode.hpp"
#include "engine/ingest/reader/zsav_blocks.hpp"

namespace sondeo::ingest::reader {

namespace {

constexpr std::size_t kSlotBytes = 8;
constexpr std::size_t kWideSegmentBytes =
    255;  ///< what a segment of a wide text holds; its last byte is padding

std::string_view data_section(const SavLayout& layout, std::string_view file) {
  return file.substr(std::min(layout.data_offset, file.size()));
}

/// Moves blocks of decoded rows into the columns.
class BlockDrain {
 public:
  BlockDrain(const SavLayout& layout, const std::vector<std::uint32_t>& wanted, Columns& columns)
      : layout_(layout), wanted_(wanted), columns_(columns) {}

  void operator()(const SavRows& rows, std::size_t count) {
    for (std::size_t k = 0; k < wanted_.size(); ++k) {
      if (columns_.is_text(k)) {
        drain_text(rows, k, count);
      } else {
        drain_numbers(rows, k, count);
      }
    }
  }

 private:
  void drain_numbers(const SavRows& rows, std::size_t k, std::size_t count) {
    constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    const std::uint64_t* const stage = rows.block(k);
    numbers_.resize(count);
    const bool swapped = layout_.swapped;
    for (std::size_t row = 0; row < count; ++row) {
      const std::uint64_t bits = swapped ? __builtin_bswap64(stage[row]) : stage[row];
      const auto value = std::bit_cast<double>(bits);
      const bool missing = (bits == layout_.system_missing) | (bits == layout_.lowest) |
                           (bits == layout_.highest) | (value != value);
      numbers_[row] = missing ? kMissing : value;
    }
    columns_.append_numbers(k, numbers_);
  }

  void drain_text(const SavRows& rows, std::size_t k, std::size_t count) {
    const SavVariable& variable = layout_.variables[wanted_[k]];
    const auto* bytes = reinterpret_cast<const char*>(rows.block(k));
    const std::size_t row_bytes = rows.slots_of(k) * kSlotBytes;
    ids_.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
      const std::string_view stored(bytes + row * row_bytes, row_bytes);
      const std::string_view text = variable.segments.size() == 1 ? stored : joined(variable, stored);
      ids_[row] = columns_.id_of(k, text.substr(0, std::min(variable.width, text.size())));
    }
    columns_.append_ids(k, ids_);
  }

  /// The parts of a wide text without the padding between them.
  std::string_view joined(const SavVariable& variable, std::string_view stored) {
    wide_.clear();
    for (const SavSegment& segment : variable.segments) {
      const std::size_t bytes = segment.slots * kSlotBytes;
      wide_.append(stored.substr(0, std::min(bytes, kWideSegmentBytes)));
      stored.remove_prefix(bytes);
    }
    return wide_;
  }

  const SavLayout& layout_;
  const std::vector<std::uint32_t>& wanted_;
  Columns& columns_;
  std::vector<double> numbers_;
  std::vector<std::int32_t> ids_;
  std::string wide_;
};

/// Feeds decompressed blocks from a position among all their bytes on. @return where it ended
std::uint64_t feed_blocks(SavRows& rows, const SavLayout& layout, std::string_view file, std::uint64_t from) {
  std::string buffer;
  std::uint64_t block_end = 0;
  for (const ZsavBlock& block : zsav_blocks(layout, file)) {
    const std::uint64_t block_begin = block_end;
    block_end += block.size;
    if (block_end <= from) continue;
    const std::size_t rest = buffer.size();
    buffer.resize(rest + block.size);
    inflate_block(block, buffer.data() + rest);
    if (from > block_begin && rest == 0) buffer.erase(0, static_cast<std::size_t>(from - block_begin));
    const std::size_t used = rows.feed_compressed(buffer);
    buffer.erase(0, used);
    from += used;
    if (rows.ended()) break;
  }
  return from;
}

/// The data section from a position on; behind its end there is nothing.
std::string_view from_position(std::string_view section, std::uint64_t position) {
  return section.substr(std::min<std::uint64_t>(position, section.size()));
}

/// Feeds the rows of a window. @return where they ended, for the next one
std::uint64_t feed(SavRows& rows, const SavLayout& layout, std::string_view file,
                   const detail::RowWindow& window) {
  const std::string_view section = data_section(layout, file);
  const std::uint64_t position = window.resume[0];
  switch (layout.compression) {
    case SavCompression::kNone: {
      const std::uint64_t row_bytes = kSlotBytes * layout.slots;
      const bool inside = window.first_row <= section.size() / row_bytes;
      rows.feed_plain(inside ? section.substr(window.first_row * row_bytes) : std::string_view());
      return 0;
    }
    case SavCompression::kRows:
      return position + rows.feed_compressed(from_position(section, position));
    case SavCompression::kBlocks:
      break;
  }
  return feed_blocks(rows, layout, file, position);
}

}  // namespace

std::uint64_t most_rows(const SavLayout& layout, std::string_view file) {
  const std::uint64_t bytes = data_section(layout, file).size();
  switch (layout.compression) {
    case SavCompression::kNone:
      return bytes / (kSlotBytes * layout.slots);
    case SavCompression::kRows:
      return bytes / layout.slots;  // a slot takes at least its control byte
    case SavCompression::kBlocks:
      break;
  }
  std::uint64_t expanded = 0;
  for (const ZsavBlock& block : zsav_blocks(layout, file)) expanded += block.size;
  return expanded / layout.slots;
}

std::uint64_t read_sav_values(const SavLayout& layout, std::string_view file,
                              const std::vector<std::uint32_t>& wanted, const detail::RowWindow& window,
                              Columns& columns, detail::Answer& answer) {
  BlockDrain drain(layout, wanted, columns);
  SavRows* decoder = nullptr;
  SavRows rows(layout, wanted, [&](std::size_t count) {
    drain(*decoder, count);
    answer.rows_done += count;
  });
  decoder = &rows;
  rows.stop_after(columns.capacity());
  if (window.first_row > 0) rows.go_on({window.resume[1], window.resume[2]});
  if (columns.capacity() > 0) {
    const std::uint64_t end = feed(rows, layout, file, window);
    answer.resume = {end, rows.control().codes, rows.control().used};
  }
  rows.finish();
  if (layout.rows >= 0 && rows.rows() != columns.capacity()) {
    throw Failure{detail::Outcome::kTruncated,
                  0,
                  static_cast<std::int64_t>(window.first_row + rows.rows()),
                  static_cast<std::uint64_t>(layout.rows),
                  {},
                  {}};
  }
  return rows.rows();
}

}  // namespace sondeo::ingest::reader
