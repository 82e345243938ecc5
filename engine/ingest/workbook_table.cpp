#include "engine/ingest/workbook_table.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/base/nearest.hpp"
#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/source_file.hpp"
#include "engine/table/grouping.hpp"

namespace sondeo::ingest {

namespace {

std::string trimmed(const std::string& text) {
  constexpr const char* kSpaces = " \t\r\n";
  const auto begin = text.find_first_not_of(kSpaces);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

std::string code_of(const WorkbookCell& cell) {
  return cell.kind == CellKind::kText ? trimmed(cell.text) : code_text(cell.number);
}

/// The cells of a column below its name; null where nothing is. [rows - 1]
std::vector<const WorkbookCell*> cells_of(const Workbook& book, const WorkbookSheet& sheet,
                                          std::uint32_t column) {
  std::vector<const WorkbookCell*> cells;
  for (std::uint32_t row = 2; row <= sheet.rows(); ++row) {
    const WorkbookCell* cell = sheet.shown(row, column);
    cells.push_back(cell);
    if (cell == nullptr || (cell->kind != CellKind::kFault && cell->kind != CellKind::kUncalculated))
      continue;
    throw Error(detail::about_file(code::kCellWithoutValue, book.path,
                                   {{"sheet", sheet.name}, {"cell", cell->place()}}));
  }
  return cells;
}

Column column_of(const std::string& name, const std::vector<const WorkbookCell*>& cells) {
  Variable variable;
  variable.name = name;
  const bool text = std::any_of(cells.begin(), cells.end(), [](const WorkbookCell* cell) {
    return cell != nullptr && cell->kind == CellKind::kText;
  });
  if (text) {
    variable.type = VariableType::kText;
    std::vector<std::string> values;
    values.reserve(cells.size());
    for (const auto* cell : cells) values.push_back(cell == nullptr ? std::string() : code_of(*cell));
    return Column::of_texts(std::move(variable), values);
  }
  std::vector<double> values;
  values.reserve(cells.size());
  for (const auto* cell : cells) values.push_back(cell == nullptr ? missing_value() : cell->number);
  return Column::of_numbers(std::move(variable), std::move(values));
}

}  // namespace

const WorkbookSheet& chosen_sheet(const Workbook& book, const std::optional<Written>& name) {
  std::vector<std::string> visible;
  const WorkbookSheet* last = nullptr;
  for (const auto& sheet : book.sheets) {
    if (sheet.hidden) continue;
    visible.push_back(sheet.name);
    last = &sheet;
  }
  const std::string known = fmt::format("{}", fmt::join(name ? book.names() : visible, ", "));
  if (name) {
    if (const auto* sheet = book.find(name->text)) return *sheet;
    throw Error({code::kSheetAbsent,
                 {{"file", book.path.string()}, {"sheet", name->text}, {"known", known}},
                 name->place,
                 nearest_names(name->text, book.names()),
                 {}});
  }
  if (visible.size() == 1) return *last;
  throw Error(detail::about_file(code::kSheetNeeded, book.path, {{"known", known}}));
}

std::vector<std::string> names_of_sheet(const WorkbookSheet& sheet) {
  std::vector<std::string> names(sheet.columns());
  for (const auto& cell : sheet.cells) {
    if (cell.row == 1 && cell.kind != CellKind::kFault && cell.kind != CellKind::kUncalculated) {
      names[cell.column - 1] = code_of(cell);
    }
  }
  return names;
}

Table table_of_sheet(const Workbook& book, const WorkbookSheet& sheet, std::span<const std::string> names) {
  const auto header = names_of_sheet(sheet);
  Table table(sheet.rows() == 0 ? 0 : sheet.rows() - 1);
  for (const auto& name : names) {
    const auto found = std::find(header.begin(), header.end(), name);
    ensure(found != header.end(), "a column that the sheet does not have");
    if (std::find(found + 1, header.end(), name) != header.end()) {
      throw Error(
          detail::about_file(code::kSheetNameTwice, book.path, {{"sheet", sheet.name}, {"name", name}}));
    }
    const auto column = static_cast<std::uint32_t>(found - header.begin()) + 1;
    table.add(column_of(name, cells_of(book, sheet, column)));
  }
  return table;
}

}  // namespace sondeo::ingest
