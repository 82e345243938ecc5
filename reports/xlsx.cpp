#include "reports/xlsx.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xlsxwriter.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "reports/codes.hpp"
#include "reports/detail/new_workbook.hpp"
#include "reports/detail/workbook_sheet.hpp"
#include "reports/detail/workbook_side.hpp"
#include "reports/detail/workbook_table.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_blocks.hpp"
#include "reports/result_columns.hpp"
#include "reports/xml_text.hpp"

namespace sondeo::reports {

namespace {

using detail::Formats;
using detail::label_or_code;
using detail::pattern_of;
using detail::Sheet;
using detail::Shown;
using detail::shown_quality;
using estimation::Estimate;
using estimation::EstimateTable;

constexpr std::size_t kMostSheets = 2000;

/// One published table.
struct Numbered {
  std::string number;  ///< also its sheet's name
  std::string title;
  std::string by;
  const ResultBlock* block;
};

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

/// The numbers of a row, with a mark where there is none or it is not published.
void add_figures(const Estimate& row, const Shown& shown, const std::string& pattern, lxw_col_t column,
                 const Words& words, Formats& formats, Sheet& sheet) {
  const auto cell = [&](double value, const std::string& format, bool published) {
    if (!std::isfinite(value) || !published) {
      sheet.text(column, published ? words("absent_mark") : shown.mark, formats.number("@", shown.colour));
    } else {
      sheet.number(column, value, formats.figure(format, value, shown.colour));
    }
    ++column;
  };
  cell(row.estimate, pattern, shown.publish);
  cell(row.se, pattern, shown.publish);
  cell(row.cv, percent_pattern(formats.country()), shown.publish);
  cell(row.ci_low, pattern, shown.publish);
  cell(row.ci_high, pattern, shown.publish);
  cell(row.n, number_pattern(0), shown.mark.empty() || std::isfinite(row.n));
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
  if (block.with_category)
    sheet.text(column++, label_or_code(category_text(row.measure, row.category, row.category_label, words),
                                       row.category));
  return column;
}

void add_table(const EstimateTable& table, const Numbered& numbered, const Words& words, Formats& formats,
               Sheet sheet) {
  const ResultBlock& block = *numbered.block;
  const Estimate& first = *block.rows.front();
  sheet.title(fmt::format("{} {}. {}", words("table"), numbered.number, numbered.title));
  sheet.line({fmt::format("{}{}{}", measure_word(first.measure, first.unit, words),
                          numbered.by.empty() ? "" : "; ", numbered.by)});
  if (!table.period.empty()) sheet.line({fmt::format("{}: {}", words("period"), table.period)});
  sheet.link(0, words("index"), words("back"));
  sheet.next();
  const auto headings = headings_of(table, block, words);
  sheet.headings(headings);
  const auto labels = static_cast<lxw_col_t>(std::max<std::size_t>(block.parts.size(), 1));
  sheet.freeze(labels);
  const std::string pattern = pattern_of(block.rows);
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

void add_index(const EstimateTable& table, const std::vector<Numbered>& tables, const WorkbookText& text,
               const Words& words, Sheet sheet) {
  sheet.title(text.title);
  sheet.headings({words("table"), words("indicator"), words("disaggregation")});
  for (const auto& numbered : tables) {
    sheet.link(0, numbered.number, numbered.number);
    sheet.text(1, numbered.title);
    sheet.text(2, numbered.by);
    sheet.next();
  }
  for (const auto& published : table.tables) {
    sheet.link(0, published.number, published.number);
    sheet.text(1, detail::title_of(published, words));
    sheet.text(2, detail::sides_of(table, published));
    sheet.next();
  }
  std::vector<const char*> others{"notes", "data_quality", "metadata", "dictionary"};
  if (!text.weighting.empty()) others.insert(others.begin() + 1, "weighting");
  for (const char* key : others) {
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
  sheet.line({words("protected_mark"), words("protected")});
  sheet.line({words("total"), words("sums")});
  for (const auto& published : table.tables) {
    const std::string name = fmt::format("{} {}", words("table"), published.number);
    for (const auto& line : detail::remarks_of(published, words)) sheet.line({name, line});
  }
  sheet.widths(0, 0, 30);
  sheet.widths(1, 1, 90);
}

void add_metadata(const EstimateTable& table, const WorkbookText& text, const Words& words, Sheet sheet) {
  sheet.title(words("metadata"));
  sheet.headings({words("term"), words("meaning")});
  sheet.line({words("study"), text.title});
  sheet.line({words("study"), table.study});
  sheet.line({words("period"), table.period});
  for (const auto& [name, value] : text.methods) {
    if (!value.empty()) sheet.line({fmt::format("{}: {}", words("design"), name), value});
  }
  for (const auto& [name, value] : table.provenance) {
    sheet.line({fmt::format("{}: {}", words("provenance"), provenance_word(name, words)), value});
  }
  sheet.widths(0, 0, 40);
  sheet.widths(1, 1, 70);
}

/// What a column of the result table holds; nothing of one that has no word.
std::string column_word(const EstimateTable& table, const std::string& name, const Words& words) {
  for (const auto& part : table.disaggregations) {
    if (name == part.name) return part.label;
    if (name != part.name + "_label") continue;
    return part.label.empty() ? words("label") : fmt::format("{} ({})", part.label, words("label"));
  }
  const std::string word = words(name);
  return word == name ? "" : word;
}

void add_dictionary(const EstimateTable& table, const Words& words, Sheet sheet) {
  sheet.title(words("dictionary"));
  sheet.headings({words("column"), words("term"), words("meaning")});
  for (const auto& column : result_columns(table)) {
    sheet.line({column.name, column_word(table, column.name, words)});
  }
  std::set<std::pair<std::string, std::string>> written;
  for (const auto& row : table.rows) {
    if (!written.emplace(row.indicator, "").second) continue;
    sheet.line({row.indicator, row.indicator_label, measure_word(row.measure, row.unit, words)});
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

void write_copy(const EstimateTable& table, const WorkbookText& text, const std::filesystem::path& file) {
  const Words words(text.language);
  const auto rows = indicator_rows(table);
  // An office's own tables take the place of those that the indicators make.
  const auto tables = table.tables.empty() ? numbered_tables(table, rows) : std::vector<Numbered>();
  if (tables.size() + table.tables.size() > kMostSheets) {
    throw Error({code::kTooManySheets,
                 {{"count", fmt::format("{}", tables.size() + table.tables.size())},
                  {"limit", fmt::format("{}", kMostSheets)}},
                 {},
                 {},
                 {}});
  }
  detail::NewWorkbook workbook(file);
  workbook.describe(shorten(xml_safe(text.title), 120));
  Formats formats(workbook.get(), text.numbers);
  const auto sheet = [&](const std::string& name) {
    lxw_worksheet* made = workbook.add_sheet(name);
    ensure(made != nullptr, "a sheet's name that the format refuses");
    return Sheet(made, formats, file);
  };
  add_index(table, tables, text, words, sheet(words("index")));
  add_notes(table, words, sheet(words("notes")));
  for (const auto& numbered : tables) add_table(table, numbered, words, formats, sheet(numbered.number));
  for (const auto& published : table.tables) {
    detail::add_published_table(table, published, text.layout, words, formats, sheet(published.number));
  }
  if (!text.weighting.empty()) {
    detail::add_weighting(text.weighting, words, formats, sheet(words("weighting")));
  }
  detail::add_data_quality(text.findings, text.answers, words, formats, sheet(words("data_quality")));
  add_metadata(table, text, words, sheet(words("metadata")));
  add_dictionary(table, words, sheet(words("dictionary")));
  workbook.close();
}

}  // namespace

void write_xlsx(const EstimateTable& table, const WorkbookText& text, const std::filesystem::path& file) {
  detail::write_until_alike(file, [&] { write_copy(table, text, file); });
}

}  // namespace sondeo::reports
