#include "reports/sample_plan_report.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/column_list.hpp"
#include "reports/domain_name.hpp"
#include "reports/json.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"
#include "reports/text_grid.hpp"

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::SampleDesignPlan;
using estimation::VarianceComponents;

/// One column of the plan.
struct PlanColumn {
  std::string name;
  std::function<Cell(const SamplePlanRow&)> cell;
};

PlanColumn text_column(const char* name, SharedText Estimate::*member) {
  return {name, [member](const SamplePlanRow& row) -> Cell { return (row.now.*member).get(); }};
}
PlanColumn now_column(const char* name, double Estimate::*member) {
  return {name, [member](const SamplePlanRow& row) -> Cell { return row.now.*member; }};
}
PlanColumn part_column(const char* name, double VarianceComponents::*member) {
  return {name, [member](const SamplePlanRow& row) -> Cell { return row.components.*member; }};
}
PlanColumn design_column(const char* name, double SampleDesignPlan::*member) {
  return {name, [member](const SamplePlanRow& row) -> Cell {
            return std::isnan(row.effect) ? estimation::kAbsent : row.design.*member;
          }};
}
PlanColumn plan_column(const char* name, double SamplePlanRow::*member) {
  return {name, [member](const SamplePlanRow& row) -> Cell { return row.*member; }};
}

void add_identity(const SamplePlan& plan, std::vector<PlanColumn>& columns) {
  columns.push_back(text_column("indicator", &Estimate::indicator));
  columns.push_back(text_column("category", &Estimate::category));
  columns.push_back(text_column("measure", &Estimate::measure));
  columns.push_back(text_column("unit", &Estimate::unit));
  for (std::size_t i = 0; i < plan.disaggregations.size(); ++i) {
    columns.push_back(
        {plan.disaggregations[i].name, [i](const SamplePlanRow& row) -> Cell { return row.now.cell[i]; }});
  }
  for (std::size_t i = 0; i < plan.disaggregations.size(); ++i) {
    columns.push_back({plan.disaggregations[i].name + "_label",
                       [i](const SamplePlanRow& row) -> Cell { return row.now.cell_labels[i]; }});
  }
}

std::vector<PlanColumn> plan_columns(const SamplePlan& plan) {
  std::vector<PlanColumn> columns;
  add_identity(plan, columns);
  for (auto& column : {now_column("estimate", &Estimate::estimate),
                       now_column("se", &Estimate::se),
                       now_column("cv", &Estimate::cv),
                       part_column("n", &VarianceComponents::n),
                       part_column("n_psu", &VarianceComponents::psus),
                       part_column("n_strata", &VarianceComponents::strata),
                       plan_column("interviews_now", &SamplePlanRow::interviews_now),
                       part_column("mean_take", &VarianceComponents::mean_take),
                       part_column("between", &VarianceComponents::between),
                       part_column("within", &VarianceComponents::within),
                       part_column("case_variance", &VarianceComponents::variance),
                       part_column("rho", &VarianceComponents::rho),
                       part_column("kish", &VarianceComponents::kish),
                       plan_column("effect_now", &SamplePlanRow::effect_now),
                       design_column("rest", &SampleDesignPlan::rest),
                       plan_column("change_now", &SamplePlanRow::change_now),
                       design_column("take", &SampleDesignPlan::take),
                       plan_column("effect", &SamplePlanRow::effect),
                       plan_column("cases", &SamplePlanRow::cases),
                       plan_column("psus", &SamplePlanRow::psus),
                       plan_column("interviews", &SamplePlanRow::interviews),
                       plan_column("approached", &SamplePlanRow::approached),
                       plan_column("planned_se", &SamplePlanRow::se),
                       plan_column("planned_cv", &SamplePlanRow::cv),
                       plan_column("planned_change", &SamplePlanRow::change)}) {
    columns.push_back(column);
  }
  columns.push_back(text_column("quality", &Estimate::quality));
  columns.push_back({"planned_quality", [](const SamplePlanRow& row) -> Cell { return row.quality; }});
  columns.push_back({"note", [](const SamplePlanRow& row) -> Cell {
                       return fmt::format("{}", fmt::join(row.notes, ";"));
                     }});
  return columns;
}

std::string number(double value, int decimals, const TerminalStyle& style) {
  return std::isnan(value) ? std::string() : formatted(value, decimals, style.numbers);
}

/// Decimals that show three significant digits.
int decimals_of(double value) {
  if (!(std::abs(value) > 0)) return 2;
  return std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 8);
}

std::string block_of(const SamplePlan& plan, std::span<const SamplePlanRow> rows,
                     const TerminalStyle& style) {
  TextGrid grid({1, 12});
  grid.add({"", word(style, "estimate"), word(style, "cv"), word(style, "n"), "rho", "deff",
            word(style, "change_now"), word(style, "cases"), word(style, "psus"), word(style, "interviews"),
            word(style, "approached"), word(style, "planned_change"), word(style, "quality"),
            word(style, "notes")});
  const int decimals = decimals_of(rows.front().now.estimate);
  for (const auto& row : rows) {
    const std::string quality = row.quality.empty() ? "" : word(style, row.quality);
    grid.add({domain_name(row.now, plan.disaggregations, style), number(row.now.estimate, decimals, style),
              number(row.now.cv, 3, style), number(row.now.n, 0, style), number(row.components.rho, 3, style),
              number(row.effect_now, 2, style), number(row.change_now, decimals, style),
              number(row.cases, 0, style), number(row.psus, 0, style), number(row.interviews, 0, style),
              number(row.approached, 0, style), number(row.change, decimals, style), quality,
              fmt::format("{}", fmt::join(row.notes, ";"))});
  }
  return grid.text();
}

}  // namespace

Passing passing_domains(const SamplePlan& plan) {
  Passing passing;
  for (const auto& row : plan.rows) {
    if (row.quality.empty()) continue;
    ++passing.domains;
    if (row.publish) ++passing.expected;
    if (row.publish_now) ++passing.now;
  }
  return passing;
}

std::string write_sample_plan_csv(const SamplePlan& plan) {
  return columns_csv(plan_columns(plan), plan.rows);
}

std::string write_sample_plan_json(const SamplePlan& plan) {
  std::string text = fmt::format("{{\n  \"study\": {},\n  \"period\": {},\n  \"plan\": {},\n  \"domains\": [",
                                 json_string(plan.study), json_string(plan.period), json_pairs(plan.facts));
  const auto columns = plan_columns(plan);
  for (std::size_t i = 0; i < plan.rows.size(); ++i) {
    text += fmt::format("{}\n    {{{}}}", i > 0 ? "," : "", members_json(columns, plan.rows[i]));
  }
  const Passing passing = passing_domains(plan);
  return text + fmt::format(
                    "\n  ],\n  \"passing\": {{\"now\": {}, \"expected\": {}, \"domains\": {}}},\n"
                    "  \"provenance\": {}\n}}\n",
                    passing.now, passing.expected, passing.domains, json_pairs(plan.provenance));
}

std::string write_sample_plan_terminal(const SamplePlan& plan, const TerminalStyle& style) {
  std::string text;
  const std::span<const SamplePlanRow> rows(plan.rows);
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    while (last < rows.size() && rows[last].now.indicator == rows[first].now.indicator) ++last;
    text += text.empty() ? "" : "\n";
    text += indicator_title(rows[first].now, style) + "\n" +
            block_of(plan, rows.subspan(first, last - first), style);
    first = last;
  }
  text += "\n";
  for (const auto& [name, value] : plan.facts) {
    text += fmt::format("{}{}: {}", name == plan.facts.front().first ? "" : "   ", word(style, name),
                        printable(word(style, value)));
  }
  const Passing passing = passing_domains(plan);
  if (passing.domains > 0) {
    text += fmt::format("\n{}: {} -> {} / {}", word(style, "passing"), passing.now, passing.expected,
                        passing.domains);
  }
  return text + "\n";
}

}  // namespace sondeo::reports
