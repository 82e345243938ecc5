#pragma once

#include <ctime>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/table/table.hpp"

namespace sondeo::ingest {

/// How a file is written.
struct WriteOptions {
  bool overwrite = false;  ///< replace a file that is there
  std::string label = {};  ///< of the whole file
  std::optional<std::time_t>
      timestamp;  ///< of the header; absent: now. With one, the same table gives the same bytes
};

/// Writes a table as SPSS .sav (row compression, UTF-8): labels, missing codes, formats kept.
/// The file appears whole or not at all (temporary file, fsync, rename).
/// @return warnings: what SPSS cannot hold (Stata's missing tags become system missing)
/// @throws Error 8xxx when the file exists, cannot be written, or a variable does not fit the format
Diagnostics write_sav(const std::filesystem::path& path, const Table& table,
                      const WriteOptions& options = {});

/// Writes a table as Stata .dta (format 118, UTF-8). SPSS user-missing codes stay plain codes there.
/// @return warnings: what Stata cannot hold (labels of texts or of fractions, ranges of missing codes)
/// @throws Error 8xxx as above
Diagnostics write_dta(const std::filesystem::path& path, const Table& table,
                      const WriteOptions& options = {});

/// Writes a table as CSV: UTF-8, commas, a header; numbers as the shortest text that reads back to the same,
/// missing ones as nothing.
/// @throws Error 8xxx
void write_csv(const std::filesystem::path& path, const Table& table, const WriteOptions& options = {});

}  // namespace sondeo::ingest
