#include "reports/xlsx.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <memory>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xlsxwriter.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "reports/codes.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_blocks.hpp"
#include "reports/result_columns.hpp"
#include "reports/xml_text.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;

constexpr std::size_t kMostSheets = 2000;
constexpr std::size_t kLongestText = 32'767;  ///< of a cell, by the format
constexpr time_t kCreated = 315'532'800;      ///< 1980-01-01, so that the same figures give the same bytes

/// Ends the workbook's life when it was not closed.
struct WorkbookEnd {
  void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
};

/// The formats of a workbook; they belong to it.
class Formats {
 public:
  Formats(lxw_workbook* workbook, const NumberFormat& numbers) : workbook_(workbook), numbers_of_(&numbers) {
    title_ = workbook_add_format(workbook);
    format_set_bold(title_);
    format_set_font_size(title_, 13);
    heading_ = workbook_add_format(workbook);
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
    lxw_format* format = workbook_add_format(workbook_);
    format_set_num_format(format, pattern.c_str());
    if (colour != 0) format_set_bg_color(format, colour);
    if (pattern == "@") format_set_align(format, LXW_ALIGN_RIGHT);
    numbers_.push_back({{pattern, colour}, format});
    return format;
  }

 private:
  lxw_workbook* workbook_;
  const NumberFormat* numbers_of_;  ///< how the country writes numbers
  lxw_format* title_ = nullptr;
  lxw_format* heading_ = nullptr;
  std::vector<std::pair<std::pair<std::string, std::uint32_t>, lxw_format*>> numbers_;
};

void check(lxw_error error, const std::filesystem::path& file) {
  if (error == LXW_NO_ERROR) return;
  const Code fault = errno == ENOSPC || errno == EDQUOT ? code::kOutputNoSpace : code::kOutputFailed;
  throw Error({fault, {{"file", file.string()}, {"reason", lxw_strerror(error)}}, {}, {}, {}});
}

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

/// One published table.
struct Numbered {
  std::string number;  ///< also its sheet's name
  std::string title;
  std::string by;
  const ResultBlock* block;
};

std::string label_or_code(const std::string& label, const std::string& code) {
  return xml_safe(label).empty() ? code : label;
}

std::vector<std::string> part_names(const EstimateTable& table, const ResultBlock& block) {
  std::vector<std::string> names;
  names.reserve(block.parts.size());
  for (const std::size_t part : block.parts) {
    const auto& column = table.disaggregations.at(part);
    names.push_back(label_or_code(column.label, column.name));
  }
  return names;
}

std::string by_of(const EstimateTable& table, const ResultBlock& block) {
  return fmt::format("{}", fmt::join(part_names(table, block), ", "));
}

std::vector<Numbered> numbered_tables(const EstimateTable& table, const std::vector<IndicatorRows>& rows) {
  std::vector<Numbered> tables;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows[i].blocks.size(); ++j) {
      const Estimate& first = *rows[i].rows.front();
      tables.push_back({fmt::format("{}.{}", i + 1, j + 1),
                        label_or_code(first.indicator_label, first.indicator),
                        by_of(table, rows[i].blocks[j]), &rows[i].blocks[j]});
    }
  }
  return tables;
}

/// The pattern that shows an estimate with as many decimals as its standard errors have a meaning for.
std::string pattern_of(const ResultBlock& block, const NumberFormat& format) {
  double least = 0;
  for (const Estimate* row : block.rows) {
    const bool smaller = std::isfinite(row->se) && row->se > 0 && (least == 0.0 || row->se < least);
    if (smaller) least = row->se;
  }
  if (least == 0.0) return "#,##0.####";
  return number_pattern(std::clamp(1 - static_cast<int>(std::floor(std::log10(least))), 0, 6), format);
}

/// What a row's quality means for the sheet.
struct Shown {
  std::string text;          ///< "weakly reliable *"
  std::uint32_t colour = 0;  ///< 0: none
  bool publish = true;
};

Shown shown_quality(const EstimateTable& table, const Estimate& row, const Words& words) {
  constexpr std::uint32_t kYellow = 0xFFF2CC;
  constexpr std::uint32_t kOrange = 0xF8CBAD;
  for (std::size_t i = 0; i < table.quality.labels.size(); ++i) {
    const auto& label = table.quality.labels[i];
    if (label.id != row.quality) continue;
    const std::string title = label_or_code(label.title, label.id);
    const std::uint32_t colour = i == 0 ? 0 : (label.publish ? kYellow : kOrange);
    return {label.symbol.empty() ? title : fmt::format("{} {}", title, label.symbol), colour, label.publish};
  }
  return {words(row.quality), 0, true};
}

/// The numbers of a row, with a mark where there is none or it is not published.
void add_figures(const Estimate& row, const Shown& shown, const std::string& pattern, lxw_col_t column,
                 const Words& words, Formats& formats, Sheet& sheet) {
  const auto cell = [&](double value, const std::string& format, bool published) {
    if (!std::isfinite(value) || !published) {
      sheet.text(column, words(published ? "absent_mark" : "withheld_mark"),
                 formats.number("@", shown.colour));
    } else {
      sheet.number(column, value, formats.number(format, shown.colour));
    }
    ++column;
  };
  cell(row.estimate, pattern, shown.publish);
  cell(row.se, pattern, shown.publish);
  cell(row.cv, percent_pattern(formats.country()), shown.publish);
  cell(row.ci_low, pattern, shown.publish);
  cell(row.ci_high, pattern, shown.publish);
  cell(row.n, number_pattern(0, formats.country()), true);
}

std::vector<std::string> headings_of(const EstimateTable& table, const ResultBlock& block,
                                     const Words& words) {
  std::vector<std::string> names = part_names(table, block);
  if (block.parts.empty()) names.push_back(words("disaggregation"));
  if (block.with_category) names.push_back(words("category"));
  for (const char* key : {"estimate", "se", "cv", "ci_low", "ci_high", "n"}) names.push_back(words(key));
  if (!table.quality.scheme.empty()) names.push_back(words("quality"));
  return names;
}

/// Labels of a row before its figures. @return how many columns they take
lxw_col_t add_labels(const Estimate& row, const ResultBlock& block, const Words& words, Sheet& sheet) {
  lxw_col_t column = 0;
  const bool total = parts_used(row).empty();
  for (const std::size_t part : block.parts) {
    const std::string label =
        total || part >= row.cell.size() ? "" : label_or_code(row.cell_labels.at(part), row.cell.at(part));
    sheet.text(column, total && column == 0 ? words("total") : label);
    ++column;
  }
  if (block.parts.empty()) sheet.text(column++, words("total"));
  if (block.with_category) sheet.text(column++, label_or_code(row.category_label, row.category));
  return column;
}

std::string measure_word(const Estimate& row, const Words& words) {
  const std::string measure = words(row.measure == "total" ? "total_measure" : row.measure);
  return row.unit.empty() ? measure : fmt::format("{}, {}", measure, words(row.unit));
}

void add_table(const EstimateTable& table, const Numbered& numbered, const Words& words, Formats& formats,
               Sheet sheet) {
  const ResultBlock& block = *numbered.block;
  const Estimate& first = *block.rows.front();
  sheet.title(fmt::format("{} {}. {}", words("table"), numbered.number, numbered.title));
  sheet.line(
      {fmt::format("{}{}{}", measure_word(first, words), numbered.by.empty() ? "" : "; ", numbered.by)});
  sheet.link(0, words("index"), words("back"));
  sheet.next();
  const auto headings = headings_of(table, block, words);
  sheet.headings(headings);
  const auto labels = static_cast<lxw_col_t>(std::max<std::size_t>(block.parts.size(), 1));
  sheet.freeze(labels);
  const std::string pattern = pattern_of(block, formats.country());
  for (const Estimate* row : block.rows) {
    const lxw_col_t column = add_labels(*row, block, words, sheet);
    const Shown shown = shown_quality(table, *row, words);
    add_figures(*row, shown, pattern, column, words, formats, sheet);
    constexpr lxw_col_t kFigures = 6;
    if (!table.quality.scheme.empty()) {
      sheet.text(static_cast<lxw_col_t>(column + kFigures), shown.text, formats.number("@", shown.colour));
    }
    sheet.next();
  }
  sheet.widths(0, static_cast<lxw_col_t>(labels - 1), 30);
  sheet.widths(labels, static_cast<lxw_col_t>(headings.size() - 1), 14);
}

void add_index(const std::vector<Numbered>& tables, const WorkbookText& text, const Words& words,
               Sheet sheet) {
  sheet.title(text.title);
  sheet.headings({words("table"), words("indicator"), words("disaggregation")});
  for (const auto& table : tables) {
    sheet.link(0, table.number, table.number);
    sheet.text(1, table.title);
    sheet.text(2, table.by);
    sheet.next();
  }
  for (const char* key : {"notes", "metadata", "dictionary"}) {
    sheet.link(0, words(key), words(key));
    sheet.next();
  }
  sheet.widths(0, 0, 14);
  sheet.widths(1, 2, 70);
}

void add_notes(const EstimateTable& table, const Words& words, Sheet sheet) {
  sheet.title(words("notes"));
  sheet.headings({words("term"), words("meaning")});
  for (const auto& label : table.quality.labels) {
    const std::string symbol = label.symbol.empty() ? "" : fmt::format(" {}", label.symbol);
    const std::string meaning = label.publish ? "" : "; " + words("withheld");
    sheet.line({label_or_code(label.title, label.id) + symbol, table.quality.title + meaning});
  }
  sheet.line({words("withheld_mark"), words("withheld")});
  sheet.line({words("absent_mark"), words("absent")});
  sheet.line({words("total"), words("sums")});
  sheet.widths(0, 0, 30);
  sheet.widths(1, 1, 90);
}

void add_metadata(const EstimateTable& table, const WorkbookText& text, const Words& words, Sheet sheet) {
  sheet.title(words("metadata"));
  sheet.headings({words("term"), words("meaning")});
  sheet.line({words("study"), text.title});
  sheet.line({words("study"), table.study});
  sheet.line({words("period"), table.period});
  for (const auto& [name, value] : table.design.facts) {
    if (!value.empty()) sheet.line({fmt::format("{}: {}", words("design"), name), value});
  }
  for (const auto& [name, value] : table.provenance) {
    sheet.line({fmt::format("{}: {}", words("provenance"), name), value});
  }
  sheet.widths(0, 0, 40);
  sheet.widths(1, 1, 70);
}

void add_dictionary(const EstimateTable& table, const Words& words, Sheet sheet) {
  sheet.title(words("dictionary"));
  sheet.headings({words("column"), words("term"), words("meaning")});
  for (const auto& column : result_columns(table)) {
    const std::string word = words(column.name);
    sheet.line({column.name, word == column.name ? "" : word});
  }
  std::set<std::pair<std::string, std::string>> written;
  for (const auto& row : table.rows) {
    if (!written.emplace(row.indicator, "").second) continue;
    sheet.line({row.indicator, row.indicator_label, measure_word(row, words)});
  }
  for (std::size_t part = 0; part < table.disaggregations.size(); ++part) {
    for (const auto& row : table.rows) {
      if (part >= row.cell.size() || row.cell[part].empty()) continue;
      const std::string code = fmt::format("{} = {}", table.disaggregations[part].name, row.cell[part]);
      if (written.emplace(table.disaggregations[part].name, row.cell[part]).second) {
        sheet.line({code, row.cell_labels.at(part)});
      }
    }
  }
  sheet.widths(0, 2, 40);
}

void set_properties(lxw_workbook* workbook, const WorkbookText& text) {
  lxw_doc_properties properties{};
  std::string title = shorten(xml_safe(text.title), 120);
  properties.title = title.data();
  properties.created = kCreated;
  workbook_set_properties(workbook, &properties);
}

}  // namespace

void write_xlsx(const EstimateTable& table, const WorkbookText& text, const std::filesystem::path& file) {
  const Words words(text.language);
  const auto rows = indicator_rows(table);
  const auto tables = numbered_tables(table, rows);
  if (tables.size() > kMostSheets) {
    throw Error({code::kTooManySheets,
                 {{"count", fmt::format("{}", tables.size())}, {"limit", fmt::format("{}", kMostSheets)}},
                 {},
                 {},
                 {}});
  }
  const std::string folder = file.parent_path().empty() ? "." : file.parent_path().string();
  std::string scratch = folder;
  lxw_workbook_options options{};
  options.tmpdir = scratch.data();
  std::unique_ptr<lxw_workbook, WorkbookEnd> workbook(workbook_new_opt(file.c_str(), &options));
  ensure(workbook != nullptr, "no workbook");
  set_properties(workbook.get(), text);
  Formats formats(workbook.get(), text.numbers);
  const auto sheet = [&](const std::string& name) {
    lxw_worksheet* made = workbook_add_worksheet(workbook.get(), name.c_str());
    ensure(made != nullptr, "a sheet's name that the format refuses");
    return Sheet(made, formats, file);
  };
  add_index(tables, text, words, sheet(words("index")));
  add_notes(table, words, sheet(words("notes")));
  for (const auto& numbered : tables) add_table(table, numbered, words, formats, sheet(numbered.number));
  add_metadata(table, text, words, sheet(words("metadata")));
  add_dictionary(table, words, sheet(words("dictionary")));
  check(workbook_close(workbook.release()), file);
}

}  // namespace sondeo::reports
