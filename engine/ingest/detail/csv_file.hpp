#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "engine/ingest/detail/csv_records.hpp"
#include "engine/ingest/file.hpp"

namespace sondeo::ingest::detail {

/// @throws Error kCsvUtf16, kCsvNulByte  for bytes that no CSV has
void refuse_foreign_bytes(const std::filesystem::path& path, std::string_view bytes);
/// The bytes behind a byte order mark of UTF-8.
[[nodiscard]] std::string_view without_mark(std::string_view bytes);

/// `describe` for a CSV: dialect, names, and each column's type by looking at all its values.
[[nodiscard]] FileDescription describe_csv(const std::filesystem::path& path, const ReadOptions& options);

/// `read` for a CSV; `variables` are positions in `file.variables`.
[[nodiscard]] Table read_csv(const FileDescription& file, const std::vector<std::uint32_t>& variables,
                             const ReadOptions& options);

/// At most `rows` rows of a CSV from a position on, which then stands where the next begin.
[[nodiscard]] Table read_csv_window(const FileDescription& file, const std::vector<std::uint32_t>& variables,
                                    const ReadOptions& options, std::size_t rows,
                                    CsvRecords::Position& position);

}  // namespace sondeo::ingest::detail
