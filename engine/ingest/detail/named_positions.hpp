#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/ingest/file.hpp"

namespace sondeo::ingest::detail {

/// Positions of the names in the file. A name asked for twice is read once.
/// @throws Error kVariableNotInFile  with the nearest names
[[nodiscard]] std::vector<std::uint32_t> named_positions(const FileDescription& file,
                                                         std::span<const std::string> names);

}  // namespace sondeo::ingest::detail
