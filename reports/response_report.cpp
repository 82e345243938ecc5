#include "reports/response_report.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"
#include "reports/text_grid.hpp"

namespace sondeo::reports {

namespace {

using weights::ResponseRow;

/// The cells of a line under their names.
std::vector<std::pair<std::string, Cell>> cells_of(const ResponseRow& row) {
  std::vector<std::pair<std::string, Cell>> cells{{"stage", row.stage},
                                                  {"group", row.group},
                                                  {"substitutes", row.substitutes ? "with" : "without"},
                                                  {"weighted", row.weighted ? "true" : "false"}};
  for (std::size_t i = 0; i < row.tally.size(); ++i) {
    cells.emplace_back(std::string(weights::kDispositionNames.at(i)), row.tally.at(i));
  }
  cells.emplace_back("e", row.rates.eligible_share);
  for (std::size_t i = 0; i < row.rates.values.size(); ++i) {
    cells.emplace_back(std::string(weights::kResponseRateNames.at(i)), row.rates.values.at(i));
  }
  for (std::size_t i = 0; i < weights::kResponseRateCount; ++i) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    cells.emplace_back(fmt::format("overall_{}", weights::kResponseRateNames.at(i)),
                       row.overall.empty() ? kNone : row.overall[i]);
  }
  return cells;
}

std::string percent(double share) { return std::isnan(share) ? "" : fmt::format("{:.1f}", 100 * share); }

/// The rates that are printed, by position.
constexpr std::array<std::size_t, 7> kPrinted = {0, 1, 2, 5, 7, 10, 13};

void add_line(const ResponseRow& row, const TerminalStyle& style, TextGrid& grid) {
  std::string name = row.group.empty() ? word(style, "Total") : row.group;
  if (row.substitutes) name += ", " + word(style, "with substitutes");
  if (row.weighted) name += ", " + word(style, "weighted");
  double units = 0;
  for (const double each : row.tally) units += each;
  std::vector<std::string> cells{shorten(printable(name), style.label_width), grouped(units, 0)};
  for (const auto at : kPrinted) cells.push_back(percent(row.rates.values.at(at)));
  cells.push_back(row.overall.empty() ? "" : percent(row.overall.front()));
  grid.add(std::move(cells));
}

}  // namespace

std::string write_response_csv(std::span<const ResponseRow> rows) {
  std::vector<std::string> heading;
  for (const auto& [name, cell] : cells_of({})) heading.push_back(name);
  std::string text = csv_line(heading);
  for (const auto& row : rows) {
    std::vector<std::string> cells;
    for (const auto& [name, cell] : cells_of(row)) cells.push_back(cell_text(cell));
    text += csv_line(cells);
  }
  return text;
}

std::string write_response_json(std::span<const ResponseRow> rows) {
  std::string text = "[";
  for (const auto& row : rows) {
    text += text.size() > 1 ? ",\n    {" : "\n    {";
    bool first = true;
    for (const auto& [name, cell] : cells_of(row)) {
      text += (first ? "" : ", ") + json_string(name) + ": " + json_cell(cell);
      first = false;
    }
    text += "}";
  }
  return text + "\n  ]";
}

std::string write_response_terminal(std::span<const ResponseRow> rows, const TerminalStyle& style) {
  std::string text;
  for (std::size_t i = 0; i < rows.size();) {
    const std::string& stage = rows[i].stage;
    const std::string title = fmt::format("{}: {}", word(style, "Response"), printable(stage));
    text += (text.empty() ? "" : "\n") + (style.bold_titles ? "\x1b[1m" + title + "\x1b[0m" : title) + "\n";
    TextGrid grid({1, 100});
    std::vector<std::string> heading{"%", word(style, "n")};
    for (const auto at : kPrinted) heading.emplace_back(weights::kResponseRateNames.at(at));
    heading.push_back(word(style, "overall") + " RR1");
    grid.add(std::move(heading));
    for (; i < rows.size() && rows[i].stage == stage; ++i) add_line(rows[i], style, grid);
    text += grid.text();
  }
  return text;
}

}  // namespace sondeo::reports
