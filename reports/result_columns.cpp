#include "reports/result_columns.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::EstimateTable;

ResultColumn text_column(const char* name, SharedText Estimate::*member) {
  return {name, [member](const Estimate& row) -> Cell { return (row.*member).get(); }};
}

ResultColumn number_column(const char* name, double Estimate::*member) {
  return {name, [member](const Estimate& row) -> Cell { return row.*member; }};
}

ResultColumn fixed_column(const char* name, const std::string& value) {
  return {name, [value](const Estimate&) -> Cell { return value; }};
}

/// The `index`th code or label of a cell; a row of a narrower cross has none.
ResultColumn part_column(std::string name, SharedTexts Estimate::*member, std::size_t index) {
  return {std::move(name), [member, index](const Estimate& row) -> Cell {
            const auto& parts = row.*member;
            return index < parts.size() ? parts[index] : std::string();
          }};
}

Cell joined_notes(const Estimate& row) { return fmt::format("{}", fmt::join(row.notes, ";")); }

void add_disaggregations(const EstimateTable& table, std::vector<ResultColumn>& columns) {
  for (std::size_t i = 0; i < table.disaggregations.size(); ++i) {
    columns.push_back(part_column(table.disaggregations[i].name, &Estimate::cell, i));
  }
  for (std::size_t i = 0; i < table.disaggregations.size(); ++i) {
    columns.push_back(part_column(table.disaggregations[i].name + "_label", &Estimate::cell_labels, i));
  }
}

void add_numbers(std::vector<ResultColumn>& columns) {
  columns.push_back(number_column("estimate", &Estimate::estimate));
  columns.push_back(number_column("se", &Estimate::se));
  columns.push_back(number_column("cv", &Estimate::cv));
  columns.push_back(number_column("ci_low", &Estimate::ci_low));
  columns.push_back(number_column("ci_high", &Estimate::ci_high));
  columns.push_back(number_column("level", &Estimate::level));
  columns.push_back(text_column("interval", &Estimate::interval));
  columns.push_back(number_column("df", &Estimate::df));
  columns.push_back(number_column("deff", &Estimate::deff));
  columns.push_back(number_column("n", &Estimate::n));
  columns.push_back(number_column("n_events", &Estimate::n_events));
  columns.push_back(number_column("n_victims", &Estimate::n_victims));
  columns.push_back(number_column("n_missing", &Estimate::n_missing));
  columns.push_back(number_column("missing_share", &Estimate::missing_share));
  columns.push_back(number_column("n_psu", &Estimate::n_psu));
  columns.push_back(number_column("n_strata", &Estimate::n_strata));
  columns.push_back(number_column("weight_sum", &Estimate::weight_sum));
}

}  // namespace

std::vector<ResultColumn> result_columns(const EstimateTable& table) {
  std::vector<ResultColumn> columns;
  columns.push_back(fixed_column("study", table.study));
  columns.push_back(fixed_column("period", table.period));
  columns.push_back(text_column("indicator", &Estimate::indicator));
  columns.push_back(text_column("category", &Estimate::category));
  columns.push_back(text_column("measure", &Estimate::measure));
  columns.push_back(text_column("unit", &Estimate::unit));
  add_disaggregations(table, columns);
  add_numbers(columns);
  columns.push_back(text_column("quality", &Estimate::quality));
  columns.push_back({"note", joined_notes});
  if (table.with_deff) {
    columns.push_back(number_column("deff_wor", &Estimate::deff_wor));
    columns.push_back(number_column("deft", &Estimate::deft));
    columns.push_back(number_column("n_eff", &Estimate::n_eff));
  }
  if (table.with_fmi) columns.push_back(number_column("fmi", &Estimate::fmi));
  return columns;
}

bool is_fixed_column(std::string_view name) {
  estimation::EstimateTable table;
  table.with_deff = true;
  table.with_fmi = true;
  const auto columns = result_columns(table);
  return std::any_of(columns.begin(), columns.end(),
                     [name](const auto& column) { return column.name == name; });
}

std::string number_text(double value) {
  if (std::isnan(value)) return {};
  if (value == 0.0) return "0";  // exact zero, whichever its sign
  return fmt::format("{}", value);
}

std::string cell_text(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return number_text(std::get<double>(cell));
}

}  // namespace sondeo::reports
