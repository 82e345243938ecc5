#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/ingest/file.hpp"
#include "engine/ingest/workbook.hpp"
#include "published/printed_number.hpp"

namespace sondeo::published {

/// Cells of a sheet that are looked at, both ends included, from 1.
struct CellArea {
  std::uint32_t first_row = 1;
  std::uint32_t first_column = 1;
  std::uint32_t last_row = 1;
  std::uint32_t last_column = 1;
};

/// A cell of a printed table. Of merged cells the first has the text, and says how far it reaches.
struct GridCell {
  std::string text;                     ///< "" of a blank cell
  std::optional<PrintedNumber> number;  ///< a number of a workbook
  bool merged = false;                  ///< belongs to merged cells and is not their first
  std::size_t last_row = 0;             ///< of the merged cells that begin here; its own row otherwise
  std::size_t last_column = 0;          ///< likewise
};

/// A table as it was printed, from a CSV or a sheet of a workbook.
struct Grid {
  std::filesystem::path file;
  std::string sheet;                         ///< of a workbook
  std::vector<std::vector<GridCell>> cells;  ///< [rows][columns], all rows of equal length
  std::vector<std::string> row_names;        ///< of each row: its number in the sheet or line in the file
  std::size_t first_column = 1;              ///< the number of column 0 in the file

  [[nodiscard]] std::size_t rows() const { return cells.size(); }
  [[nodiscard]] std::size_t columns() const { return cells.empty() ? 0 : cells.front().size(); }
  [[nodiscard]] const GridCell& at(std::size_t row, std::size_t column) const { return cells[row][column]; }
  /// Where a cell is: "B7", of a CSV the column's letters and the file's line.
  [[nodiscard]] std::string place(std::size_t row, std::size_t column) const;
  /// The text seen in a cell: within merged cells that of their first.
  [[nodiscard]] const std::string& shown(std::size_t row, std::size_t column) const;
};

/// "B7:H20".  @throws Error kDeclaredRange
[[nodiscard]] CellArea cell_area(const Written& text);

/// Reads a table that was printed: an .xlsx workbook, else a CSV. A number of a workbook counts as printed to
/// the decimals that its format shows or that it has, whichever are more, ten significant digits at most; a
/// percent format prints it 100 times as large.
/// @param sheet    absent: the only visible one
/// @param area     absent: all
/// @param options  how a CSV is read
/// @throws Error 4xxx  as the readers; kSheetAbsent, kSheetNeeded, kPublishedUncalculated
[[nodiscard]] Grid read_grid(const std::filesystem::path& file, const std::optional<Written>& sheet,
                             const std::optional<CellArea>& area, const ingest::ReadOptions& options);

}  // namespace sondeo::published
