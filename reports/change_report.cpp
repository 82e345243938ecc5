#include "reports/change_report.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include <fmt/format.h>

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

using estimation::Change;
using estimation::ChangeTable;
using estimation::Estimate;

/// One column of the table of changes.
struct ChangeColumn {
  std::string name;
  std::function<Cell(const Change&)> cell;
};

ChangeColumn number_column(const char* name, double Change::*member) {
  return {name, [member](const Change& change) -> Cell { return change.*member; }};
}

ChangeColumn text_column(const char* name, SharedText Estimate::*member) {
  return {name, [member](const Change& change) -> Cell { return (change.second.*member).get(); }};
}

ChangeColumn edition_column(const char* name, Estimate Change::*edition, double Estimate::*member) {
  return {name, [=](const Change& change) -> Cell { return change.*edition.*member; }};
}

ChangeColumn part_column(std::string name, SharedTexts Estimate::*member, std::size_t index) {
  return {std::move(name), [member, index](const Change& change) -> Cell {
            const auto& parts = change.second.*member;
            return index < parts.size() ? parts[index] : std::string();
          }};
}

void add_identity(const ChangeTable& table, std::vector<ChangeColumn>& columns) {
  columns.push_back(text_column("indicator", &Estimate::indicator));
  columns.push_back(text_column("category", &Estimate::category));
  columns.push_back(text_column("measure", &Estimate::measure));
  columns.push_back(text_column("unit", &Estimate::unit));
  for (std::size_t i = 0; i < table.disaggregations.size(); ++i) {
    columns.push_back(part_column(table.disaggregations[i].name, &Estimate::cell, i));
  }
  for (std::size_t i = 0; i < table.disaggregations.size(); ++i) {
    columns.push_back(part_column(table.disaggregations[i].name + "_label", &Estimate::cell_labels, i));
  }
}

std::string_view verdict_name(const Change& change) {
  return estimation::kVerdictNames[static_cast<std::size_t>(change.verdict)];
}

std::string notes_of(const Change& change) { return fmt::format("{}", fmt::join(change.notes, ";")); }

std::vector<ChangeColumn> change_columns(const ChangeTable& table) {
  std::vector<ChangeColumn> columns;
  add_identity(table, columns);
  columns.push_back({"period_1", [&table](const Change&) -> Cell { return table.period_first; }});
  columns.push_back(edition_column("estimate_1", &Change::first, &Estimate::estimate));
  columns.push_back(edition_column("se_1", &Change::first, &Estimate::se));
  columns.push_back(edition_column("n_1", &Change::first, &Estimate::n));
  columns.push_back({"quality_1", [](const Change& change) -> Cell { return change.first.quality; }});
  columns.push_back({"period_2", [&table](const Change&) -> Cell { return table.period_second; }});
  columns.push_back(edition_column("estimate_2", &Change::second, &Estimate::estimate));
  columns.push_back(edition_column("se_2", &Change::second, &Estimate::se));
  columns.push_back(edition_column("n_2", &Change::second, &Estimate::n));
  columns.push_back({"quality_2", [](const Change& change) -> Cell { return change.second.quality; }});
  columns.push_back(number_column("difference", &Change::difference));
  columns.push_back(number_column("se", &Change::se));
  columns.push_back(number_column("covariance", &Change::covariance));
  columns.push_back(number_column("ci_low", &Change::ci_low));
  columns.push_back(number_column("ci_high", &Change::ci_high));
  columns.push_back({"level", [&table](const Change&) -> Cell { return table.level; }});
  columns.push_back(number_column("df", &Change::df));
  columns.push_back(number_column("t", &Change::t));
  columns.push_back(number_column("p", &Change::p));
  columns.push_back(number_column("p_adjusted", &Change::p_adjusted));
  columns.push_back(number_column("ratio", &Change::ratio));
  columns.push_back(number_column("ratio_ci_low", &Change::ratio_low));
  columns.push_back(number_column("ratio_ci_high", &Change::ratio_high));
  columns.push_back(
      {"verdict", [](const Change& change) -> Cell { return std::string(verdict_name(change)); }});
  columns.push_back({"flag", [](const Change& change) -> Cell { return change.flag; }});
  columns.push_back({"note", [](const Change& change) -> Cell { return notes_of(change); }});
  return columns;
}

/// The cell, with the labels of the later edition or else of the earlier one.
std::string place_of(const ChangeTable& table, const Change& row, const TerminalStyle& style) {
  Estimate named = row.second;
  for (std::size_t i = 0; i < named.cell.size(); ++i) {
    if (named.cell_labels[i].empty()) named.cell_labels.edit()[i] = row.first.cell_labels[i];
  }
  return domain_name(named, table.disaggregations, style);
}

std::string interval(const Change& row, int decimals) {
  if (std::isnan(row.ci_low)) return {};
  return fmt::format("[{}, {}]", grouped_or_blank(row.ci_low, decimals),
                     grouped_or_blank(row.ci_high, decimals));
}

std::string block_of(const ChangeTable& table, std::span<const Change> rows, const TerminalStyle& style) {
  const int decimals = decimals_of(
      rows, [](const Change& row) { return row.se; }, 8, 4);
  TextGrid grid({1, 7});
  grid.add({"", printable(table.period_first), printable(table.period_second), word(style, "difference"),
            word(style, "se"), fmt::format("{} {:g}%", word(style, "ci"), 100 * table.level),
            word(style, "p_adjusted"), word(style, "verdict"), word(style, "notes")});
  for (const auto& row : rows) {
    const std::string verdict = word(style, std::string(verdict_name(row)));
    grid.add({place_of(table, row, style), grouped_or_blank(row.first.estimate, decimals),
              grouped_or_blank(row.second.estimate, decimals), grouped_or_blank(row.difference, decimals),
              grouped_or_blank(row.se, decimals), interval(row, decimals), rounded_p(row.p_adjusted),
              row.flag.empty() ? verdict : fmt::format("{} ({})", verdict, row.flag), notes_of(row)});
  }
  return grid.text();
}

}  // namespace

std::string write_change_csv(const ChangeTable& table) {
  return columns_csv(change_columns(table), table.rows);
}

std::string write_change_json(const ChangeTable& table) {
  std::string text = fmt::format(
      "{{\n  \"editions\": [{{\"study\": {}, \"period\": {}}}, {{\"study\": {}, \"period\": {}}}],\n",
      json_string(table.study_first), json_string(table.period_first), json_string(table.study_second),
      json_string(table.period_second));
  text += fmt::format("  \"basis\": {},\n  \"changes\": [", json_pairs(table.facts));
  const auto columns = change_columns(table);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    text += fmt::format("{}\n    {{{}}}", i > 0 ? "," : "", members_json(columns, table.rows[i]));
  }
  return text + fmt::format("\n  ],\n  \"provenance\": {}\n}}\n", json_pairs(table.provenance));
}

std::string write_change_terminal(const ChangeTable& table, const TerminalStyle& style) {
  std::string text;
  const std::span<const Change> rows(table.rows);
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    while (last < rows.size() && rows[last].second.indicator == rows[first].second.indicator) ++last;
    text += text.empty() ? "" : "\n";
    text += indicator_title(rows[first].second, style) + "\n" +
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
