// Reads bytes as an SPSS system file by our own decoder, as the reader process does: its layout, the most
// rows that it can hold, and the data section with all its variables. Any bytes end in rows or in a Failure.
#include <cstdlib>
#include <numeric>
#include <string_view>
#include <vector>

#include "engine/ingest/reader/failure.hpp"
#include "engine/ingest/reader/sav_bytecode.hpp"
#include "engine/ingest/reader/sav_layout.hpp"
#include "engine/ingest/reader/sav_reader.hpp"
#include "engine/ingest/reader/zsav_blocks.hpp"

namespace {

using namespace sondeo::ingest::reader;

/// Sums over all that is handed over, so that a sanitizer sees every byte of it.
std::uint64_t touched = 0;

void decode(const SavLayout& layout, std::string_view file, std::uint64_t most) {
  std::vector<std::uint32_t> all(layout.variables.size());
  std::iota(all.begin(), all.end(), 0U);
  SavRows* decoder = nullptr;
  SavRows rows(layout, all, [&](std::size_t count) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      for (std::size_t i = 0; i < count * decoder->slots_of(k); ++i) touched += decoder->block(k)[i];
    }
  });
  decoder = &rows;
  rows.stop_after(most);
  const std::string_view section = file.substr(std::min(layout.data_offset, file.size()));
  if (layout.compression == SavCompression::kNone) {
    rows.feed_plain(section);
  } else if (layout.compression == SavCompression::kRows) {
    rows.feed_compressed(section);
  } else {
    std::string buffer;
    for (const ZsavBlock& block : zsav_blocks(layout, file)) {
      const std::size_t rest = buffer.size();
      buffer.resize(rest + block.size);
      inflate_block(block, buffer.data() + rest);
      buffer.erase(0, rows.feed_compressed(buffer));
    }
  }
  rows.finish();
  if (rows.rows() > most) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t kMostRows = 20'000;
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  try {
    const SavLayout layout = read_sav_layout(file);
    const std::uint64_t possible = most_rows(layout, file);
    if (layout.slots < 10'000) decode(layout, file, std::min(possible, kMostRows));
  } catch (const Failure&) {
    // what it is for
  }
  return 0;
}
