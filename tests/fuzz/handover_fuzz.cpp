// Reads bytes as the metadata that a reader process hands over: a hostile file may have taken that process
// over. Any bytes end in metadata or in a HandoverFault; metadata that was read is written and read again to
// the same bytes.
#include <cstdlib>
#include <cstring>
#include <span>

#include "engine/ingest/detail/handover.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sondeo::ingest::detail;
  try {
    const Metadata metadata = unpacked(std::as_bytes(std::span(data, size)));
    const std::string bytes = packed(metadata);
    const Metadata again = unpacked(std::as_bytes(std::span(bytes)));
    if (packed(again) != bytes) std::abort();
  } catch (const HandoverFault&) {
    // what it is for
  }
  return 0;
}
