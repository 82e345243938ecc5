#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/ingest/reader/sav_layout.hpp"

namespace sondeo::ingest::reader {

/// One zlib-compressed block of a .zsav data section.
struct ZsavBlock {
  std::string_view compressed;
  std::size_t size = 0;  ///< once decompressed
};

/// The blocks that a .zsav's trailer lists. @throws Failure when they do not lie in the file or claim to
/// expand more than zlib can
[[nodiscard]] std::vector<ZsavBlock> zsav_blocks(const SavLayout& layout, std::string_view file);

/// Decompresses a block into `out`. @throws Failure when it is damaged
void inflate_block(const ZsavBlock& block, char* out);

}  // namespace sondeo::ingest::reader
