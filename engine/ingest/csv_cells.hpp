#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/ingest/file.hpp"

namespace sondeo::ingest {

/// A record of a CSV as texts, in UTF-8.
struct CsvRow {
  std::size_t line = 1;  ///< of the file, from 1, where it begins
  std::vector<std::string> cells;
};

/// The records of a CSV that is no data file but a table as it was printed: titles, several rows of
/// headings, rows of unequal length. Its separator is the one by which most records have as many cells as
/// others. Blank lines are left out.
/// @param options  dialect and encoding, where they are declared
/// @throws Error 4xxx  as `describe`; kPrintedTooLarge beyond 2,000,000 cells
[[nodiscard]] std::vector<CsvRow> read_csv_cells(const std::filesystem::path& path,
                                                 const ReadOptions& options);

}  // namespace sondeo::ingest
