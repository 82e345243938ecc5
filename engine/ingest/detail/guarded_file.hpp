#pragma once

#include <span>
#include <string>

#include "engine/ingest/detail/handover.hpp"
#include "engine/ingest/file.hpp"

namespace sondeo::ingest::detail {

/// `describe` for the formats that the reader program reads.
[[nodiscard]] FileDescription describe_guarded(const std::filesystem::path& path, FileFormat format,
                                               const ReadOptions& options);

/// `read` for them; `variables` are positions in `file.variables`.
[[nodiscard]] Table read_guarded(const FileDescription& file, const std::vector<std::uint32_t>& variables,
                                 const ReadOptions& options);

/// The rows of a window; `window` then stands where the next begins.
[[nodiscard]] Table read_guarded_window(const FileDescription& file,
                                        const std::vector<std::uint32_t>& variables,
                                        const ReadOptions& options, RowWindow& window);

}  // namespace sondeo::ingest::detail
