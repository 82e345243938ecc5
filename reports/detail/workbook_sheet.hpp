#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "engine/estimation/estimate_table.hpp"
#include "reports/number_format.hpp"
#include "reports/plain_text.hpp"
#include "reports/words.hpp"
#include "reports/xml_text.hpp"

namespace sondeo::reports::detail {

inline constexpr std::size_t kLongestText = 32'767;  ///< of a cell, by the format

/// @throws Error kOutputFailed  unless it is no error; std::bad_alloc where it is one of memory
void check(lxw_error error, const std::filesystem::path& file);

/// What the library made. @throws std::bad_alloc  where it found no memory to make it
template <typename Made>
Made* made(Made* pointer) {
  if (pointer == nullptr) throw std::bad_alloc();
  return pointer;
}

/// Writes a file until two copies in a row are alike, and leaves the second: libxlsxwriter does not look at
/// most of what its temporary files answer, so that a disk that was full for a moment would cut a part out of
/// a workbook and nobody be told.
/// @param write  writes the file whole; the same bytes each time
/// @throws Error kOutputFailed  when no two are alike; kFileNotFingerprinted  when it cannot be read again
void write_until_alike(const std::filesystem::path& file, const std::function<void()>& write);

/// The formats of a workbook; they belong to it.
class Formats {
 public:
  Formats(lxw_workbook* workbook, const NumberFormat& numbers) : workbook_(workbook), numbers_of_(&numbers) {
    title_ = made(workbook_add_format(workbook));
    format_set_bold(title_);
    format_set_font_size(title_, 13);
    heading_ = made(workbook_add_format(workbook));
    format_set_bold(heading_);
    format_set_bottom(heading_, LXW_BORDER_THIN);
    format_set_text_wrap(heading_);
    format_set_align(heading_, LXW_ALIGN_VERTICAL_TOP);
  }

  [[nodiscard]] lxw_format* title() const { return title_; }
  [[nodiscard]] lxw_format* heading() const { return heading_; }
  [[nodiscard]] const NumberFormat& country() const { return *numbers_of_; }

  /// A number format on a background; made once for each pair.
  lxw_format* number(const std::string& pattern, std::uint32_t colour) {
    for (const auto& [key, format] : numbers_) {
      if (key.first == pattern && key.second == colour) return format;
    }
    lxw_format* format = made(workbook_add_format(workbook_));
    format_set_num_format(format, pattern.c_str());
    if (colour != 0) format_set_bg_color(format, colour);
    if (pattern == "@") format_set_align(format, LXW_ALIGN_RIGHT);
    numbers_.push_back({{pattern, colour}, format});
    return format;
  }

  /// The number format that shows one value as the country writes it.
  lxw_format* figure(const std::string& pattern, double value, std::uint32_t colour) {
    return number(fitted_pattern(pattern, value, country()), colour);
  }

 private:
  lxw_workbook* workbook_;
  const NumberFormat* numbers_of_;  ///< how the country writes numbers
  lxw_format* title_ = nullptr;
  lxw_format* heading_ = nullptr;
  std::vector<std::pair<std::pair<std::string, std::uint32_t>, lxw_format*>> numbers_;
};

/// One sheet that is filled row by row.
class Sheet {
 public:
  Sheet(lxw_worksheet* sheet, Formats& formats, const std::filesystem::path& file)
      : sheet_(sheet), formats_(&formats), file_(&file) {}

  /// A text, never taken for a formula; control characters are left out.
  void text(lxw_col_t column, const std::string& value, lxw_format* format = nullptr) {
    std::string safe = xml_safe(value);
    if (safe.size() > kLongestText) safe = shorten(safe, kLongestText / 4);
    check(worksheet_write_string(sheet_, row_, column, safe.c_str(), format), *file_);
  }
  void number(lxw_col_t column, double value, lxw_format* format) {
    check(worksheet_write_number(sheet_, row_, column, value, format), *file_);
  }
  void link(lxw_col_t column, const std::string& sheet, const std::string& shown) {
    const std::string target = fmt::format("internal:'{}'!A1", sheet);
    check(worksheet_write_url(sheet_, row_, column, target.c_str(), nullptr), *file_);
    text(column, shown);
  }
  void title(const std::string& value) {
    text(0, value, formats_->title());
    next();
  }
  void headings(const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      text(static_cast<lxw_col_t>(i), names[i], formats_->heading());
    }
    next();
  }
  void line(const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) text(static_cast<lxw_col_t>(i), texts[i]);
    next();
  }
  void next() { ++row_; }
  /// A heading over several columns.
  void banner(lxw_col_t first, lxw_col_t last, const std::string& value) {
    if (first == last) return text(first, value, formats_->heading());
    check(worksheet_merge_range(sheet_, row_, first, row_, last, "", formats_->heading()), *file_);
    text(first, value, formats_->heading());
  }
  void widths(lxw_col_t first, lxw_col_t last, double width) {
    check(worksheet_set_column(sheet_, first, last, width, nullptr), *file_);
  }
  /// What stands above stays in sight and on every printed page.
  void freeze(lxw_col_t columns) {
    worksheet_freeze_panes(sheet_, row_, columns);
    check(worksheet_repeat_rows(sheet_, row_ - 1, row_ - 1), *file_);
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
  }

 private:
  lxw_worksheet* sheet_;
  Formats* formats_;
  const std::filesystem::path* file_;
  lxw_row_t row_ = 0;
};

/// What a row's quality means for the sheet.
struct Shown {
  std::string text;          ///< "weakly reliable *"
  std::string symbol;        ///< "*"
  std::uint32_t colour = 0;  ///< 0: none
  bool publish = true;
  std::string mark;  ///< in place of a figure that is not published
};

[[nodiscard]] std::string label_or_code(const std::string& label, const std::string& code);

/// The pattern that shows an estimate with as many decimals as its standard errors have a meaning for.
[[nodiscard]] std::string pattern_of(std::span<const estimation::Estimate* const> rows);

[[nodiscard]] Shown shown_quality(const estimation::EstimateTable& table, const estimation::Estimate& row,
                                  const Words& words);

}  // namespace sondeo::reports::detail
