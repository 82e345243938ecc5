#include "reports/terminal.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/model_text.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_blocks.hpp"
#include "reports/text_grid.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;

constexpr int kMostDecimals = 8;

/// Decimals that show `digits` significant digits of a positive number.
int decimals_for(double value, int digits) {
  const int magnitude = static_cast<int>(std::floor(std::log10(value)));
  return digits - 1 - magnitude;
}

std::string number(double value, int decimals, const NumberFormat& format) {
  return std::isnan(value) ? "" : formatted(value, decimals, format);
}

std::string interval(const Estimate& row, int decimals, const NumberFormat& format) {
  if (std::isnan(row.ci_low) && std::isnan(row.ci_high)) return {};
  return fmt::format("[{}{} {}]", number(row.ci_low, decimals, format), format.separator,
                     number(row.ci_high, decimals, format));
}

std::string label_or_code(const std::string& label, const std::string& code, std::size_t width) {
  return shorten(printable(label.empty() ? code : label), width);
}

/// "weakly reliable *": title and symbol of a row's quality.
std::string quality_text(const EstimateTable& table, const Estimate& row, const TerminalStyle& style) {
  for (const auto& label : table.quality.labels) {
    if (label.id != row.quality) continue;
    const std::string title = label.title.empty() ? label.id : label.title;
    return printable(label.symbol.empty() ? title : fmt::format("{} {}", title, label.symbol));
  }
  return word(style, row.quality);
}

std::vector<std::string> heading(const EstimateTable& table, const ResultBlock& block, double level,
                                 bool notes, const TerminalStyle& style) {
  std::vector<std::string> cells;
  for (const std::size_t part : block.parts) {
    const auto& column = table.disaggregations.at(part);
    cells.push_back(label_or_code(column.label, column.name, style.label_width));
  }
  if (block.parts.empty()) cells.emplace_back();
  if (block.with_category) cells.emplace_back();
  for (const char* name : {"estimate", "se", "cv"}) cells.push_back(word(style, name));
  cells.push_back(fmt::format("{} {}%", word(style, "ci"), 100 * level));
  cells.push_back(word(style, "n"));
  if (table.with_fmi) cells.push_back(word(style, "fmi"));
  if (!table.quality.scheme.empty()) cells.push_back(word(style, "quality"));
  if (notes) cells.push_back(word(style, "notes"));
  return cells;
}

std::vector<std::string> line_of(const EstimateTable& table, const Estimate& row, const ResultBlock& block,
                                 int decimals, bool notes, const TerminalStyle& style) {
  std::vector<std::string> cells;
  const bool total = parts_used(row).empty();
  for (const std::size_t part : block.parts) {
    const std::string label = part < row.cell_labels.size() ? row.cell_labels[part] : std::string();
    cells.push_back(total ? std::string() : label_or_code(label, row.cell[part], style.label_width));
  }
  if (block.parts.empty()) cells.emplace_back();
  if (total) cells.front() = word(style, "Total");
  if (block.with_category)
    cells.push_back(label_or_code(row.category_label, row.category, style.label_width));
  const NumberFormat& format = style.numbers;
  cells.push_back(number(row.estimate, decimals, format));
  cells.push_back(number(row.se, decimals, format));
  cells.push_back(std::isnan(row.cv) ? "" : formatted(100 * row.cv, 1, format) + format.percent);
  cells.push_back(interval(row, decimals, format));
  cells.push_back(number(row.n, 0, format));
  if (table.with_fmi) cells.push_back(std::isnan(row.fmi) ? "" : fmt::format("{:.3f}", row.fmi));
  if (!table.quality.scheme.empty()) cells.push_back(quality_text(table, row, style));
  if (notes) cells.push_back(fmt::format("{}", fmt::join(row.notes, ";")));
  return cells;
}

std::string block_text(const EstimateTable& table, const ResultBlock& block, int decimals,
                       const TerminalStyle& style) {
  const bool notes = std::any_of(block.rows.begin(), block.rows.end(),
                                 [](const Estimate* row) { return !row->notes.empty(); });
  const std::size_t left = std::max<std::size_t>(block.parts.size(), 1) + (block.with_category ? 1 : 0);
  TextGrid grid({left, left + (table.with_fmi ? 6 : 5)});
  grid.add(heading(table, block, block.rows.front()->level, notes, style));
  for (const Estimate* row : block.rows) grid.add(line_of(table, *row, block, decimals, notes, style));
  return grid.text();
}

/// "2.3, 41": two degrees of freedom for F, one for chi-squared and t.
std::string rounded_df(const estimation::TestResult& test) {
  std::string text = std::isnan(test.df1) ? "" : fmt::format("{:.4g}", test.df1);
  if (!std::isnan(test.df2)) text += fmt::format(", {:.4g}", test.df2);
  return text;
}

/// "region=2 Norte": where a test was done.
std::string place_of(const EstimateTable& table, const estimation::TestResult& test,
                     const TerminalStyle& style) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < test.cell.size(); ++i) {
    if (test.cell[i].empty()) continue;
    const std::string& label = i < test.cell_labels.size() ? test.cell_labels[i] : test.cell[i];
    parts.push_back(fmt::format("{}={}", table.disaggregations.at(i).name,
                                label_or_code(label, test.cell[i], style.label_width)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string tests_text(const EstimateTable& table, const TerminalStyle& style) {
  const auto any = [&](auto condition) {
    return std::any_of(table.tests.begin(), table.tests.end(), condition);
  };
  const bool places = any([&](const auto& test) { return !place_of(table, test, style).empty(); });
  const bool adjusted = any([](const auto& test) { return !std::isnan(test.p_adjusted); });
  TextGrid grid({places ? 4U : 3U, places ? (adjusted ? 8U : 7U) : (adjusted ? 7U : 6U)});
  const auto add = [&](std::vector<std::string> cells, const std::string& place,
                       const std::string& p_adjusted, const std::string& notes) {
    if (places) cells.insert(cells.begin() + 1, place);
    if (adjusted) cells.push_back(p_adjusted);
    cells.push_back(notes);
    grid.add(std::move(cells));
  };
  add({word(style, "variables"), word(style, "test"), word(style, "statistic"), word(style, "value"),
       word(style, "df"), "p"},
      "", word(style, "p_adjusted"), word(style, "notes"));
  for (const auto& test : table.tests) {
    const std::string value = std::isnan(test.value) ? "" : fmt::format("{:.5g}", test.value);
    add({shorten(printable(test.variables), style.label_width), test.test, test.statistic, value,
         rounded_df(test), rounded_p(test.p)},
        place_of(table, test, style), rounded_p(test.p_adjusted),
        fmt::format("{}", fmt::join(test.notes, ";")));
  }
  const std::string title = word(style, "Tests");
  return fmt::format("\n{}\n{}", style.bold_titles ? "\x1b[1m" + title + "\x1b[0m" : title, grid.text());
}

std::string design_lines(const EstimateTable& table, const TerminalStyle& style) {
  constexpr std::size_t kLineWidth = 100;
  std::string result;
  std::string line;
  for (const auto& [name, value] : table.design.facts) {
    if (value.empty()) continue;  // a part that this design does not have
    const std::string fact = fmt::format("{}: {}", design_fact_name(name, style), printable(value));
    if (!line.empty() && display_width(line) + display_width(fact) + 3 > kLineWidth) {
      result += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : "   ") + fact;
  }
  return line.empty() ? result : result + line + "\n";
}

}  // namespace

std::string grouped(double value, int decimals) { return formatted(value, decimals, NumberFormat{}); }

std::string grouped_or_blank(double value, int decimals) {
  return std::isnan(value) ? "" : grouped(value, decimals);
}
std::string word(const TerminalStyle& style, const std::string& english) {
  return style.word ? style.word(english) : english;
}

std::string indicator_title(const Estimate& row, const TerminalStyle& style) {
  std::string title = printable(row.indicator);
  if (!row.indicator_label.empty()) title += ": " + printable(row.indicator_label);
  if (style.bold_titles) title = "\x1b[1m" + title + "\x1b[0m";
  title += fmt::format("  ({}{}{})", word(style, row.measure), row.unit.empty() ? "" : ", ",
                       word(style, row.unit));
  return title;
}

int shown_decimals(const IndicatorRows& indicator) {
  double largest = 0;
  double least_se = 0;
  for (const Estimate* row : indicator.rows) {
    if (std::isfinite(row->estimate)) largest = std::max(largest, std::abs(row->estimate));
    const bool smaller = std::isfinite(row->se) && row->se > 0 && (least_se <= 0 || row->se < least_se);
    if (smaller) least_se = row->se;
  }
  int decimals = largest > 0 ? decimals_for(largest, 4) : 0;
  if (least_se > 0) decimals = std::max(decimals, decimals_for(least_se, 2));
  return std::clamp(decimals, 0, kMostDecimals);
}

std::string design_fact_name(const std::string& name, const TerminalStyle& style) {
  const std::size_t point = name.find('.');
  const std::string rest = point == std::string::npos ? std::string() : name.substr(point + 1);
  const std::string first = word(style, name.substr(0, point));
  return rest.empty() ? first : fmt::format("{} ({})", first, word(style, rest));
}

std::string write_terminal(const EstimateTable& table, const TerminalStyle& style) {
  std::string result;
  if (!table.study.empty()) result += printable(table.study) + (table.period.empty() ? "\n" : "  ");
  if (!table.period.empty()) result += printable(table.period) + "\n";
  result += design_lines(table, style);
  for (const auto& indicator : indicator_rows(table)) {
    const int decimals = shown_decimals(indicator);
    result += fmt::format("\n{}\n", indicator_title(*indicator.rows.front(), style));
    for (const auto& block : indicator.blocks) {
      if (&block != &indicator.blocks.front()) result += "\n";
      result += block_text(table, block, decimals, style);
    }
  }
  for (const auto& model : table.models) result += model_text(model, style);
  if (!table.tests.empty()) result += tests_text(table, style);
  return result;
}

}  // namespace sondeo::reports
