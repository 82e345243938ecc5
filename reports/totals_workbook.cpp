#include "reports/totals_workbook.hpp"

#include <charconv>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "engine/base/diagnostic.hpp"
#include "engine/table/grouping.hpp"
#include "reports/detail/new_workbook.hpp"
#include "reports/detail/workbook_sheet.hpp"

namespace sondeo::reports {

namespace {

using detail::check;

/// A code that is written as the number that it is: "7", not "07".
bool is_plain_number(const std::string& code, double& value) {
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), value);
  return error == std::errc() && end == code.data() + code.size() && code_text(value) == code;
}

void write_sheet(const weights::TotalsTemplate& made, lxw_worksheet* sheet,
                 const std::filesystem::path& file) {
  const auto column_of = [](std::size_t column) { return static_cast<lxw_col_t>(column); };
  for (std::size_t k = 0; k < made.columns.size(); ++k) {
    check(worksheet_write_string(sheet, 0, column_of(k), made.columns[k].c_str(), nullptr), file);
  }
  for (std::size_t group = 0; group < made.codes.size(); ++group) {
    const auto row = static_cast<lxw_row_t>(group + 1);
    const auto& codes = made.codes[group];
    for (std::size_t k = 0; k < codes.size(); ++k) {
      double number = 0;
      check(is_plain_number(codes[k], number)
                ? worksheet_write_number(sheet, row, column_of(k), number, nullptr)
                : worksheet_write_string(sheet, row, column_of(k), codes[k].c_str(), nullptr),
            file);
    }
    check(worksheet_write_number(sheet, row, column_of(made.columns.size() - 1), made.now[group], nullptr),
          file);
  }
}

void write_copy(std::span<const weights::TotalsTemplate> templates, const std::filesystem::path& file) {
  detail::NewWorkbook book(file);
  book.describe(std::nullopt);
  std::set<std::string> written;
  for (const auto& made : templates) {
    const std::string name = made.sheet ? made.sheet->text : "totals";
    if (!written.insert(name).second) continue;
    lxw_worksheet* sheet = book.add_sheet(name);
    if (sheet == nullptr) check(LXW_ERROR_SHEETNAME_LENGTH_EXCEEDED, file);
    write_sheet(made, sheet, file);
  }
  book.close();
}

}  // namespace

void write_totals_workbook(std::span<const weights::TotalsTemplate> templates,
                           const std::filesystem::path& file) {
  detail::write_until_alike(file, [&] { write_copy(templates, file); });
}

}  // namespace sondeo::reports
