#include "engine/ingest/reader/zsav_blocks.hpp"

#include <cstring>

#include <readstat.h>
#include <zlib.h>

#include "engine/ingest/reader/failure.hpp"

namespace sondeo::ingest::reader {

namespace {

constexpr std::size_t kHeaderBytes = 24;
constexpr std::size_t kTrailerFixedBytes = 24;
constexpr std::size_t kEntryBytes = 24;
constexpr std::size_t kMostBlockBytes = 1U << 28U;
/// zlib's limit: one byte cannot stand for more than 1032.
constexpr std::size_t kMostExpansion = 1032;

[[noreturn]] void damaged() { throw damage(READSTAT_ERROR_PARSE); }

template <typename Unsigned>
std::uint64_t number_at(std::string_view bytes, std::size_t at, bool swapped) {
  if (at > bytes.size() || sizeof(Unsigned) > bytes.size() - at) damaged();
  Unsigned value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof(value));
  if constexpr (sizeof(Unsigned) == 4) return swapped ? __builtin_bswap32(value) : value;
  if constexpr (sizeof(Unsigned) == 8) return swapped ? __builtin_bswap64(value) : value;
}

std::string_view part(std::string_view bytes, std::uint64_t offset, std::uint64_t length) {
  if (offset > bytes.size() || length > bytes.size() - offset) damaged();
  return bytes.substr(offset, length);
}

}  // namespace

std::vector<ZsavBlock> zsav_blocks(const SavLayout& layout, std::string_view file) {
  const std::string_view header = part(file, layout.data_offset, kHeaderBytes);
  const std::uint64_t trailer_offset = number_at<std::uint64_t>(header, 8, layout.swapped);
  const std::uint64_t trailer_bytes = number_at<std::uint64_t>(header, 16, layout.swapped);
  const std::string_view trailer = part(file, trailer_offset, trailer_bytes);
  const std::uint64_t count = number_at<std::uint32_t>(trailer, 20, layout.swapped);
  if (trailer.size() < kTrailerFixedBytes || count != (trailer.size() - kTrailerFixedBytes) / kEntryBytes)
    damaged();
  std::vector<ZsavBlock> blocks;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view entry = trailer.substr(kTrailerFixedBytes + i * kEntryBytes, kEntryBytes);
    const std::uint64_t offset = number_at<std::uint64_t>(entry, 8, layout.swapped);
    const std::uint64_t size = number_at<std::uint32_t>(entry, 16, layout.swapped);
    const std::uint64_t compressed = number_at<std::uint32_t>(entry, 20, layout.swapped);
    if (size > kMostBlockBytes || size > (compressed + 1) * kMostExpansion) damaged();
    blocks.push_back({part(file, offset, compressed), static_cast<std::size_t>(size)});
  }
  return blocks;
}

void inflate_block(const ZsavBlock& block, char* out) {
  uLongf size = block.size;
  const int status =
      ::uncompress(reinterpret_cast<Bytef*>(out), &size,
                   reinterpret_cast<const Bytef*>(block.compressed.data()), block.compressed.size());
  if (status != Z_OK || size != block.size) damaged();
}

}  // namespace sondeo::ingest::reader
