#pragma once

#include <cstdint>
#include <vector>

#include "engine/ingest/file.hpp"

namespace sondeo::ingest::detail {

/// `describe` for a CSV: dialect, names, and each column's type by looking at all its values.
[[nodiscard]] FileDescription describe_csv(const std::filesystem::path& path, const ReadOptions& options);

/// `read` for a CSV; `variables` are positions in `file.variables`.
[[nodiscard]] Table read_csv(const FileDescription& file, const std::vector<std::uint32_t>& variables,
                             const ReadOptions& options);

}  // namespace sondeo::ingest::detail
