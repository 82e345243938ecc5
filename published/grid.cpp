#include "published/grid.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/codes.hpp"
#include "engine/ingest/csv_cells.hpp"
#include "engine/ingest/workbook_table.hpp"
#include "published/codes.hpp"

namespace sondeo::published {

namespace {

constexpr int kMostDigits = 10;
constexpr std::size_t kMostCells = 2'000'000;  // a cell far away makes a sheet large
constexpr CellArea kWhole{1, 1, 1'048'576, 16'384};

/// Decimals of the shortest text of a number, as many as make ten significant digits at most.
int decimals_of(double number) {
  if (number == std::floor(number)) return 0;
  const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(number)))) + 1;
  const int most = std::max(0, kMostDigits - magnitude);
  std::string text = fmt::format("{:.{}f}", number, most);
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return 0;
  text.erase(text.find_last_not_of('0') + 1);
  return static_cast<int>(text.size() - point) - 1;
}

PrintedNumber printed(const ingest::WorkbookCell& cell) {
  const double value = cell.percent ? 100 * cell.number : cell.number;
  return {value, std::max(decimals_of(value), cell.decimals), cell.percent};
}

GridCell grid_cell(const Grid& grid, const ingest::WorkbookCell& cell) {
  using ingest::CellKind;
  GridCell made;
  switch (cell.kind) {
    case CellKind::kNumber:
      made.number = printed(cell);
      made.text = printed_text(made.number->value, made.number->decimals) + (cell.percent ? "%" : "");
      break;
    case CellKind::kText:
    case CellKind::kFault:
      made.text = cell.text;
      break;
    case CellKind::kYesNo:
      made.text = cell.number == 1.0 ? "TRUE" : "FALSE";
      break;
    case CellKind::kUncalculated:
      throw Error(
          {code::kPublishedUncalculated, {{"file", grid.file.string()}, {"cell", cell.place()}}, {}, {}, {}});
  }
  return made;
}

void set_own_ends(Grid& grid) {
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t column = 0; column < grid.columns(); ++column) {
      grid.cells[row][column].last_row = row;
      grid.cells[row][column].last_column = column;
    }
  }
}

bool inside(const CellArea& area, std::uint32_t row, std::uint32_t column) {
  return row >= area.first_row && row <= area.last_row && column >= area.first_column &&
         column <= area.last_column;
}

void merge(const ingest::CellRange& range, const CellArea& area, Grid& grid) {
  const bool one = range.first_row == range.last_row && range.first_column == range.last_column;
  if (one || !inside(area, range.first_row, range.first_column)) return;
  const std::size_t row = range.first_row - area.first_row;
  const std::size_t column = range.first_column - area.first_column;
  if (row >= grid.rows() || column >= grid.columns()) return;
  const std::size_t last_row = std::min<std::size_t>(range.last_row - area.first_row, grid.rows() - 1);
  const std::size_t last_column =
      std::min<std::size_t>(range.last_column - area.first_column, grid.columns() - 1);
  for (std::size_t i = row; i <= last_row; ++i) {
    for (std::size_t k = column; k <= last_column; ++k) {
      grid.cells[i][k].merged = i != row || k != column;
      if (grid.cells[i][k].merged) grid.cells[i][k].text.clear();
    }
  }
  grid.cells[row][column].last_row = last_row;
  grid.cells[row][column].last_column = last_column;
}

Grid grid_of_sheet(const std::filesystem::path& file, const std::optional<Written>& name,
                   const CellArea& asked) {
  const auto book = ingest::read_workbook(file);
  const auto& sheet = ingest::chosen_sheet(book, name);
  Grid grid;
  grid.file = file;
  grid.sheet = sheet.name;
  CellArea area = asked;
  area.last_row = std::min(area.last_row, sheet.rows());
  area.last_column = std::min(area.last_column, sheet.columns());
  if (area.last_row < area.first_row || area.last_column < area.first_column) return grid;
  grid.first_column = area.first_column;
  const std::size_t columns = area.last_column - area.first_column + 1;
  if (columns * (area.last_row - area.first_row + 1) > kMostCells) {
    throw Error({code::kPrintedTooLarge,
                 {{"file", file.string()}, {"limit", std::to_string(kMostCells)}},
                 {},
                 {},
                 {}});
  }
  grid.cells.assign(area.last_row - area.first_row + 1, std::vector<GridCell>(columns));
  for (std::uint32_t row = area.first_row; row <= area.last_row; ++row) {
    grid.row_names.push_back(std::to_string(row));
  }
  for (const auto& cell : sheet.cells) {
    if (!inside(area, cell.row, cell.column)) continue;
    grid.cells[cell.row - area.first_row][cell.column - area.first_column] = grid_cell(grid, cell);
  }
  set_own_ends(grid);
  for (const auto& range : sheet.merged) merge(range, area, grid);
  return grid;
}

Grid grid_of_csv(const std::filesystem::path& file, const CellArea& area,
                 const ingest::ReadOptions& options) {
  Grid grid;
  grid.file = file;
  grid.first_column = area.first_column;
  std::size_t columns = 0;
  for (const auto& row : ingest::read_csv_cells(file, options)) {
    if (row.line < area.first_row || row.line > area.last_row) continue;
    auto& cells = grid.cells.emplace_back();
    grid.row_names.push_back(std::to_string(row.line));
    const std::size_t last = std::min<std::size_t>(row.cells.size(), area.last_column);
    for (std::size_t k = area.first_column - 1; k < last; ++k) cells.emplace_back().text = row.cells[k];
    columns = std::max(columns, cells.size());
  }
  for (auto& cells : grid.cells) cells.resize(columns);
  set_own_ends(grid);
  return grid;
}

/// "B7"; 0, 0 for what is no cell.
std::pair<std::uint32_t, std::uint32_t> cell_of(std::string_view text) {
  std::uint32_t column = 0;
  std::size_t at = 0;
  for (; at < text.size() && at < 3; ++at) {
    const char letter =
        text[at] >= 'a' && text[at] <= 'z' ? static_cast<char>(text[at] - 'a' + 'A') : text[at];
    if (letter < 'A' || letter > 'Z') break;
    column = column * 26 + static_cast<std::uint32_t>(letter - 'A') + 1;
  }
  std::uint32_t row = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), row);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || column == 0 || row == 0 || row > kWhole.last_row || column > kWhole.last_column)
    return {0, 0};
  return {row, column};
}

}  // namespace

std::string Grid::place(std::size_t row, std::size_t column) const {
  return ingest::column_letters(static_cast<std::uint32_t>(column + first_column)) + row_names[row];
}

const std::string& Grid::shown(std::size_t row, std::size_t column) const {
  const GridCell& own = cells[row][column];
  if (!own.merged) return own.text;
  for (std::size_t i = row + 1; i-- > 0;) {
    for (std::size_t k = column + 1; k-- > 0;) {
      const GridCell& first = cells[i][k];
      if (!first.merged && first.last_row >= row && first.last_column >= column) return first.text;
    }
  }
  return own.text;
}

CellArea cell_area(const Written& text) {
  const std::string_view whole = text.text;
  const std::size_t colon = whole.find(':');
  const auto first = cell_of(whole.substr(0, colon));
  const auto last = colon == std::string_view::npos ? std::pair(0U, 0U) : cell_of(whole.substr(colon + 1));
  if (first.first == 0 || last.first < first.first || last.second < first.second) {
    throw Error({code::kDeclaredRange, {{"value", text.text}}, text.place, {}, {}});
  }
  return {first.first, first.second, last.first, last.second};
}

Grid read_grid(const std::filesystem::path& file, const std::optional<Written>& sheet,
               const std::optional<CellArea>& area, const ingest::ReadOptions& options) {
  const CellArea asked = area.value_or(kWhole);
  Grid grid =
      ingest::is_workbook_name(file) ? grid_of_sheet(file, sheet, asked) : grid_of_csv(file, asked, options);
  if (grid.rows() == 0) throw Error({code::kPublishedNothing, {{"file", file.string()}}, {}, {}, {}});
  return grid;
}

}  // namespace sondeo::published
