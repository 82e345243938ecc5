#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::ingest {

/// What stands in a cell.
enum class CellKind {
  kNumber,       ///< also dates and times, as the days that Excel counts
  kText,         ///< formats inside it are dropped
  kYesNo,        ///< TRUE or FALSE
  kFault,        ///< what a formula failed with: "#DIV/0!"
  kUncalculated  ///< a formula without a stored value: its file was never calculated
};

/// A cell that has something in it. Formulas give the value that was stored when the file was saved.
struct WorkbookCell {
  std::uint32_t row = 1;     ///< from 1
  std::uint32_t column = 1;  ///< from 1
  CellKind kind = CellKind::kText;
  double number = 0;     ///< of kNumber; 1 or 0 of kYesNo
  std::string text;      ///< of kText and kFault, in UTF-8; never empty there
  int decimals = -1;     ///< that a number is shown with by its format; -1: as many as it has
  bool percent = false;  ///< a number is shown 100 times as large, with a percent sign

  /// "B7"
  [[nodiscard]] std::string place() const;
};

/// Merged cells, both ends included, from 1. Only the first of them, the anchor, has something in it.
struct CellRange {
  std::uint32_t first_row = 1;
  std::uint32_t first_column = 1;
  std::uint32_t last_row = 1;
  std::uint32_t last_column = 1;
};

struct WorkbookSheet {
  std::string name;
  bool hidden = false;
  std::vector<WorkbookCell> cells;  ///< by row, then column
  std::vector<CellRange> merged;

  /// The last row and column with something in it; 0 of an empty sheet.
  [[nodiscard]] std::uint32_t rows() const;
  [[nodiscard]] std::uint32_t columns() const;
  /// The cell, or null when nothing stands in it.
  [[nodiscard]] const WorkbookCell* find(std::uint32_t row, std::uint32_t column) const;
  /// The same; within merged cells their anchor: what a reader of the sheet sees there.
  [[nodiscard]] const WorkbookCell* shown(std::uint32_t row, std::uint32_t column) const;
};

/// An Excel workbook, its sheets of cells in their order (charts and macros are not read).
struct Workbook {
  std::filesystem::path path;
  std::vector<WorkbookSheet> sheets;

  /// The sheet of that name, or null.
  [[nodiscard]] const WorkbookSheet* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
};

/// What a workbook may ask for. Ample for tables of totals, questionnaires and code lists; survey data of
/// more cells belong into CSV, SPSS or Stata files.
struct WorkbookLimits {
  std::uint64_t entries = 1000;              ///< of the archive
  std::uint64_t part_bytes = 32ULL << 20U;   ///< of a part when it is unpacked
  std::uint64_t total_bytes = 64ULL << 20U;  ///< of all parts read, and of all texts of cells
  std::uint64_t cells = 2'000'000;           ///< with something in them
  std::uint64_t merged = 10'000;             ///< ranges of merged cells in a sheet
};

/// Whether a file is named as a workbook that can be read (.xlsx, .xlsm).
[[nodiscard]] bool is_workbook_name(const std::filesystem::path& path);

/// Column number, from 1, in letters: 28 is "AB".
[[nodiscard]] std::string column_letters(std::uint32_t column);

/// Reads an .xlsx file. It is unpacked and parsed in this process: an archive and XML of bounded size,
/// without document types and entities, hold no state that a hostile file could reach, and only the parts
/// that the sheets need are unpacked, counted byte by byte whatever sizes the archive declares.
/// @throws Error 4xxx: a file that cannot be opened; kWorkbookFormat (.xls, .xlsb, .ods: by content),
///         kWorkbookNotOne, kWorkbookEncrypted, kWorkbookTooLarge, kWorkbookDamaged, kWorkbookPartAbsent
/// @source ECMA-376 (5th edition), parts 1 and 2
[[nodiscard]] Workbook read_workbook(const std::filesystem::path& path, const WorkbookLimits& limits = {});

}  // namespace sondeo::ingest
