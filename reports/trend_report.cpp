#include "reports/trend_report.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/column_list.hpp"
#include "reports/decimals.hpp"
#include "reports/domain_name.hpp"
#include "reports/json.hpp"
#include "reports/model_text.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"
#include "reports/text_grid.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::Trend;
using estimation::TrendTable;

/// One column of the table of trends.
struct TrendColumn {
  std::string name;
  std::function<Cell(const Trend&)> cell;
};

TrendColumn number_column(const char* name, double Trend::*member) {
  return {name, [member](const Trend& row) -> Cell { return row.*member; }};
}
TrendColumn text_column(const char* name, SharedText Estimate::*member) {
  return {name, [member](const Trend& row) -> Cell { return (row.editions.back().*member).get(); }};
}
TrendColumn edition_column(std::string name, std::size_t edition, double Estimate::*member) {
  return {std::move(name),
          [edition, member](const Trend& row) -> Cell { return row.editions[edition].*member; }};
}

std::string_view verdict_name(const Trend& row) {
  return estimation::kVerdictNames[static_cast<std::size_t>(row.verdict)];
}

std::string notes_of(const Trend& row) { return fmt::format("{}", fmt::join(row.notes, ";")); }

void add_identity(const TrendTable& table, std::vector<TrendColumn>& columns) {
  columns.push_back(text_column("indicator", &Estimate::indicator));
  columns.push_back(text_column("category", &Estimate::category));
  columns.push_back(text_column("measure", &Estimate::measure));
  columns.push_back(text_column("unit", &Estimate::unit));
  for (std::size_t i = 0; i < table.disaggregations.size(); ++i) {
    columns.push_back({table.disaggregations[i].name,
                       [i](const Trend& row) -> Cell { return row.editions.back().cell[i]; }});
  }
  for (std::size_t i = 0; i < table.disaggregations.size(); ++i) {
    columns.push_back({table.disaggregations[i].name + "_label",
                       [i](const Trend& row) -> Cell { return row.editions.back().cell_labels[i]; }});
  }
}

std::vector<TrendColumn> trend_columns(const TrendTable& table) {
  std::vector<TrendColumn> columns;
  add_identity(table, columns);
  for (std::size_t k = 0; k < table.editions.size(); ++k) {
    columns.push_back({fmt::format("period_{}", k + 1),
                       [&table, k](const Trend&) -> Cell { return table.editions[k].second; }});
    columns.push_back(
        {fmt::format("time_{}", k + 1), [&table, k](const Trend&) -> Cell { return table.times[k]; }});
    columns.push_back(edition_column(fmt::format("estimate_{}", k + 1), k, &Estimate::estimate));
    columns.push_back(edition_column(fmt::format("se_{}", k + 1), k, &Estimate::se));
    columns.push_back(edition_column(fmt::format("n_{}", k + 1), k, &Estimate::n));
  }
  for (auto& column :
       {number_column("slope", &Trend::slope), number_column("se", &Trend::se),
        number_column("ci_low", &Trend::ci_low), number_column("ci_high", &Trend::ci_high),
        TrendColumn{"level", [&table](const Trend&) -> Cell { return table.level; }},
        number_column("df", &Trend::df), number_column("t", &Trend::t), number_column("p", &Trend::p),
        number_column("p_adjusted", &Trend::p_adjusted), number_column("wald_f", &Trend::wald),
        number_column("wald_df1", &Trend::wald_df1), number_column("wald_df2", &Trend::wald_df2),
        number_column("wald_p", &Trend::wald_p), number_column("curve_f", &Trend::curve),
        number_column("curve_df1", &Trend::curve_df1), number_column("curve_p", &Trend::curve_p),
        TrendColumn{"verdict", [](const Trend& row) -> Cell { return std::string(verdict_name(row)); }},
        TrendColumn{"flag", [](const Trend& row) -> Cell { return row.flag; }},
        TrendColumn{"note", [](const Trend& row) -> Cell { return notes_of(row); }}}) {
    columns.push_back(column);
  }
  return columns;
}

std::string block_of(const TrendTable& table, std::span<const Trend> rows, const TerminalStyle& style) {
  const int decimals = decimals_of(
      rows, [](const Trend& row) { return row.se; }, 8, 4);
  TextGrid grid({1, table.editions.size() + 6});
  std::vector<std::string> heading{""};
  for (const auto& edition : table.editions) heading.push_back(printable(edition.second));
  for (const char* name : {"slope", "se", "p_adjusted", "wald_p", "curve_p", "verdict", "notes"}) {
    heading.push_back(word(style, name));
  }
  grid.add(std::move(heading));
  for (const auto& row : rows) {
    std::vector<std::string> cells{domain_name(row.editions.back(), table.disaggregations, style)};
    for (const auto& edition : row.editions) cells.push_back(grouped_or_blank(edition.estimate, decimals));
    const std::string verdict = word(style, std::string(verdict_name(row)));
    for (const auto& text :
         {grouped_or_blank(row.slope, decimals), grouped_or_blank(row.se, decimals),
          rounded_p(row.p_adjusted), rounded_p(row.wald_p), rounded_p(row.curve_p),
          row.flag.empty() ? verdict : fmt::format("{} ({})", verdict, row.flag), notes_of(row)}) {
      cells.push_back(text);
    }
    grid.add(std::move(cells));
  }
  return grid.text();
}

std::string editions_json(const TrendTable& table) {
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < table.editions.size(); ++k) {
    parts.push_back(fmt::format("{{\"study\": {}, \"period\": {}, \"time\": {}}}",
                                json_string(table.editions[k].first), json_string(table.editions[k].second),
                                json_number(table.times[k])));
  }
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

std::string covariance_json(const Trend& row) {
  std::vector<std::string> parts;
  parts.reserve(row.covariance.values.size());
  for (const double value : row.covariance.values) parts.push_back(json_number(value));
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

}  // namespace

std::string write_trend_csv(const TrendTable& table) { return columns_csv(trend_columns(table), table.rows); }

std::string write_trend_json(const TrendTable& table) {
  std::string text = fmt::format("{{\n  \"editions\": {},\n  \"basis\": {},\n  \"trends\": [",
                                 editions_json(table), json_pairs(table.facts));
  const auto columns = trend_columns(table);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    text += fmt::format("{}\n    {{{}, \"covariance\": {}}}", i > 0 ? "," : "",
                        members_json(columns, table.rows[i]), covariance_json(table.rows[i]));
  }
  return text + fmt::format("\n  ],\n  \"provenance\": {}\n}}\n", json_pairs(table.provenance));
}

std::string write_trend_terminal(const TrendTable& table, const TerminalStyle& style) {
  std::string text;
  const std::span<const Trend> rows(table.rows);
  const auto indicator = [&rows](std::size_t i) { return rows[i].editions.back().indicator; };
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    while (last < rows.size() && indicator(last) == indicator(first)) ++last;
    text += text.empty() ? "" : "\n";
    text += indicator_title(rows[first].editions.back(), style) + "\n" +
            block_of(table, rows.subspan(first, last - first), style);
    first = last;
  }
  text += "\n";
  for (const auto& [name, value] : table.facts) {
    text += fmt::format("{}{}: {}", name == table.facts.front().first ? "" : "   ", word(style, name),
                        printable(word(style, value)));
  }
  return text + "\n";
}

}  // namespace sondeo::reports
