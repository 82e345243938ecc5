#include "questionnaires/detail/form_sheet.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "questionnaires/codes.hpp"

namespace sondeo::questionnaires::detail {

namespace {

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_code(std::string_view text) {
  return (text.size() == 2 || text.size() == 3) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// "label::Espanol (es)": name and language; a language without a known code is `unknown`.
FormColumn column_of(const std::string& header, std::uint32_t position, bool& unknown) {
  auto at = header.find("::");
  std::size_t length = 2;
  if (at == std::string::npos) {
    at = header.find(':');
    length = 1;
  }
  FormColumn column{lower(trimmed(header.substr(0, at))), "", position};
  if (at == std::string::npos) return column;
  column.language = language_of_name(trimmed(header.substr(at + length)));
  unknown = column.language.empty();
  return column;
}

}  // namespace

std::string language_of_name(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kNames = {
      {{"spanish", "es"},
       {"espa\u00f1ol", "es"},
       {"castellano", "es"},
       {"english", "en"},
       {"ingl\u00e9s", "en"},
       {"french", "fr"},
       {"fran\u00e7ais", "fr"},
       {"franc\u00e9s", "fr"},
       {"portuguese", "pt"},
       {"portugu\u00eas", "pt"},
       {"portugu\u00e9s", "pt"},
       {"kreyol", "ht"}}};
  std::string text = lower(trimmed(name));
  const auto open = text.rfind('(');
  const auto close = text.rfind(')');
  if (open != std::string::npos && close != std::string::npos && open < close) {
    const std::string inside = trimmed(std::string_view(text).substr(open + 1, close - open - 1));
    std::string code = inside.substr(0, inside.find_first_of("-_"));
    if (is_code(code)) return code;
  }
  if (is_code(text)) return text;
  for (const auto& [word, code] : kNames) {
    if (text == word) return std::string(code);
  }
  return {};
}

FormSheet::FormSheet(const ingest::Workbook& workbook, const ingest::WorkbookSheet& sheet)
    : workbook_(workbook), sheet_(sheet) {
  for (std::uint32_t position = 1; position <= sheet.columns(); ++position) {
    const auto* cell = sheet.find(1, position);
    if (cell == nullptr || cell->kind != ingest::CellKind::kText) continue;
    bool unknown = false;
    FormColumn column = column_of(cell->text, position, unknown);
    // Media and other instructions to the form's program have columns like these and no text to keep.
    if (unknown) {
      unknown_.push_back(trimmed(cell->text));
    } else {
      columns_.push_back(std::move(column));
    }
  }
  std::uint32_t last = 1;
  for (const auto& cell : sheet.cells) {
    if (cell.row == last) continue;
    last = cell.row;
    rows_.emplace_back(*this, cell.row);
  }
}

bool FormSheet::has(std::string_view column) const {
  return std::any_of(columns_.begin(), columns_.end(), [&](const auto& each) { return each.name == column; });
}

void FormSheet::require(std::string_view column) const {
  if (has(column)) return;
  throw Error({code::kFormColumnAbsent,
               {{"file", workbook_.path.string()}, {"sheet", sheet_.name}, {"column", std::string(column)}},
               {},
               {},
               {}});
}

std::string FormRow::cell(const FormColumn& column) const {
  const auto* found = sheet_->sheet().find(row_, column.position);
  if (found == nullptr) return {};
  switch (found->kind) {
    case ingest::CellKind::kNumber:
      return fmt::format("{}", found->number);
    case ingest::CellKind::kYesNo:
      return found->number == 1.0 ? "true" : "false";
    case ingest::CellKind::kText:
      return trimmed(found->text);
    default:
      return {};
  }
}

std::string FormRow::text(std::string_view column) const {
  for (const auto& each : sheet_->columns()) {
    if (each.name != column) continue;
    if (std::string found = cell(each); !found.empty()) return found;
  }
  return {};
}

Texts FormRow::texts(std::string_view column) const {
  Texts texts;
  for (const auto& each : sheet_->columns()) {
    if (each.name != column) continue;
    if (std::string found = cell(each); !found.empty()) texts.try_emplace(each.language, std::move(found));
  }
  if (texts.size() > 1) texts.erase("");
  return texts;
}

std::string FormRow::place(std::string_view column) const {
  for (const auto& each : sheet_->columns()) {
    if (each.name == column) {
      return fmt::format("{}!{}{}", sheet_->sheet().name, ingest::column_letters(each.position), row_);
    }
  }
  return fmt::format("{}!{}", sheet_->sheet().name, row_);
}

}  // namespace sondeo::questionnaires::detail
