#pragma once

#include "engine/ingest/detail/handover.hpp"

namespace sondeo::ingest::reader {

/// Gives up everything that reading a file does not need: time, memory, files, processes, system calls.
/// From here on a hostile file can end this process, and no more.
/// @return false when the system refuses; nothing may then be read
[[nodiscard]] bool enter_sandbox(const detail::Request& request, std::uint64_t input_bytes);

}  // namespace sondeo::ingest::reader
