#include "program/cli/explanation_json.hpp"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::cli {

namespace {

using reports::json_number;
using reports::json_string;
using run::CellExplanation;

/// The worked formulas by the names that they have for machines.
std::array<std::pair<const char*, const run::WorkedFormula*>, 5> formulas_of(const CellExplanation& cell) {
  return {{{"estimate", &cell.estimate},
           {"variance", &cell.variance},
           {"df", &cell.df},
           {"interval", &cell.interval},
           {"effect", &cell.effect}}};
}

template <class Items, class Text>
std::string list_of(const Items& items, const Text& text) {
  std::vector<std::string> parts;
  parts.reserve(items.size());
  for (const auto& item : items) parts.push_back("\n    " + text(item));
  return parts.empty() ? "[]" : fmt::format("[{}\n  ]", fmt::join(parts, ","));
}

std::string reasons(const run::ReasonCounts& counts) {
  std::vector<std::string> parts;
  parts.reserve(counts.size());
  for (const auto& [reason, count] : counts) {
    parts.push_back(fmt::format("{}: {}", json_string(reason), json_number(count)));
  }
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string numbers(const std::vector<run::NamedNumber>& named) {
  std::vector<std::string> parts;
  parts.reserve(named.size());
  for (const auto& [name, value] : named) {
    parts.push_back(fmt::format("{}: {}", json_string(name), json_number(value)));
  }
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string step_json(const run::CellStep& step) {
  return fmt::format(R"({{"step": {}, "level": {}, "text": {}, "rows": {}, "lost": {}, "missing": {}}})",
                     json_string(step.step), json_string(step.level), json_string(step.text),
                     json_number(step.rows), json_number(step.lost), reasons(step.missing));
}

std::string act_json(const run::ExplainedAct& act) {
  return fmt::format(
      R"({{"construct": {}, "act": {}, "label": {}, "yes": {}, "no": {}, "answered": {}, "missing": {}, "withheld": {}}})",
      json_string(act.construct), json_string(act.text), json_string(act.label), json_number(act.yes),
      json_number(act.no), json_number(act.answered), reasons(act.missing), act.withheld);
}

std::string construct_json(const run::ExplainedConstruct& construct) {
  return fmt::format(
      R"({{"id": {}, "label": {}, "expr": {}, "policy": {}, "min_answered": {}, "universe": {}, "reference_period": {}}})",
      json_string(construct.id), json_string(construct.label), json_string(construct.expression),
      json_string(construct.policy), json_number(construct.min_answered), json_string(construct.universe),
      json_string(construct.reference_period));
}

std::string rule_json(const reports::ExplainedRule& rule) {
  std::vector<std::string> conditions;
  for (const auto& each : rule.conditions) {
    conditions.push_back(fmt::format(R"({{"condition": {}, "value": {}, "limit": {}, "met": {}}})",
                                     json_string(each.text), json_number(each.value), json_number(each.limit),
                                     json_string(each.met)));
  }
  return fmt::format(
      R"({{"label": {}, "reason": {}, "when": {}, "holds": {}, "decides": {}, "conditions": [{}]}})",
      json_string(rule.label), json_string(rule.reason), json_string(rule.when), json_string(rule.holds),
      rule.decides, fmt::join(conditions, ", "));
}

std::string file_json(const run::TableRows& level) {
  return fmt::format(
      R"({{"level": {}, "steps": {}}})", json_string(level.level), list_of(level.steps, [](const auto& step) {
        return fmt::format(R"({{"step": {}, "text": {}, "rows_in": {}, "rows_out": {}, "unmatched": {}}})",
                           json_string(step.step), json_string(step.text), step.rows_in, step.rows_out,
                           step.unmatched);
      }));
}

std::string edit_json(const run::EditCount& edit) {
  return fmt::format(
      R"({{"edit": {}, "level": {}, "variable": {}, "where": {}, "selected": {}, "changed": {}}})",
      json_string(edit.edit), json_string(edit.level), json_string(edit.variable), json_string(edit.where),
      edit.selected, edit.changed);
}

std::string imputed_json(const run::ImputeCount& imputed) {
  return fmt::format(R"({{"variable": {}, "level": {}, "rows": {}, "imputed": {}, "donors": {}}})",
                     json_string(imputed.variable), json_string(imputed.level), imputed.rows, imputed.imputed,
                     imputed.donors);
}

/// The row as a table of its own, whose columns every format has.
estimation::EstimateTable table_of(const CellExplanation& cell) {
  estimation::EstimateTable table;
  table.study = cell.study;
  table.period = cell.period;
  table.disaggregations = cell.disaggregations;
  table.rows = {cell.row};
  return table;
}

std::string row_json(const CellExplanation& cell) {
  const auto table = table_of(cell);
  std::vector<std::string> parts;
  for (const auto& column : reports::result_columns(table)) {
    parts.push_back(
        fmt::format("{}: {}", json_string(column.name), reports::json_cell(column.cell(table.rows.front()))));
  }
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string strata_json(const CellExplanation& cell) {
  return list_of(cell.strata, [](const run::StratumShare& share) {
    return fmt::format(R"({{"stratum": {}, "psus": {}, "psus_with_cases": {}, "variance": {}}})",
                       json_string(share.stratum), share.psus, share.psus_with_cases,
                       json_number(share.variance));
  });
}

/// One line of the CSV.
class Lines {
 public:
  void add(const std::string& part, const std::string& name, const std::string& text, double value) {
    text_ += reports::csv_line({part, name, text, reports::number_text(value)});
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_ = reports::csv_line({"part", "name", "text", "value"});
};

void add_steps(const std::string& part, const std::vector<run::CellStep>& steps, Lines& lines) {
  for (const auto& step : steps) {
    lines.add(part, step.step + ".rows", step.text, step.rows);
    lines.add(part, step.step + ".lost", step.text, step.lost);
    for (const auto& [reason, count] : step.missing)
      lines.add(part, step.step + "." + reason, step.text, count);
  }
}

void add_acts(const CellExplanation& cell, Lines& lines) {
  for (const auto& act : cell.acts) {
    lines.add("act", "yes", act.text, act.yes);
    lines.add("act", "no", act.text, act.no);
    lines.add("act", "answered", act.text, act.answered);
    for (const auto& [reason, count] : act.missing) lines.add("act", reason, act.text, count);
  }
}

}  // namespace

std::string explanation_json(const CellExplanation& cell) {
  std::string text = fmt::format("{{\n  \"row\": {},\n", row_json(cell));
  text += fmt::format("  \"cell\": {},\n  \"files\": {},\n", reports::json_pairs(cell.cell),
                      list_of(cell.files, file_json));
  text += fmt::format("  \"edits\": {},\n  \"imputed\": {},\n", list_of(cell.edits, edit_json),
                      list_of(cell.imputed, imputed_json));
  text += fmt::format("  \"steps\": {},\n  \"events\": {},\n", list_of(cell.steps, step_json),
                      list_of(cell.events, step_json));
  text += fmt::format("  \"numerator\": {},\n  \"constructs\": {},\n  \"acts\": {},\n",
                      json_string(cell.numerator), list_of(cell.constructs, construct_json),
                      list_of(cell.acts, act_json));
  text +=
      fmt::format("  \"weight\": {{\"role\": {}, \"text\": {}, \"event_weight\": {}, \"numbers\": {}}},\n",
                  json_string(cell.weight_role), json_string(cell.weight), json_string(cell.event_weight),
                  numbers(cell.weights));
  for (const auto& [name, worked] : formulas_of(cell)) {
    text += fmt::format("  \"{}\": {{\"method\": {}, \"formula\": {}, \"numbers\": {}}},\n", name,
                        json_string(worked->method), json_string(worked->formula), numbers(worked->numbers));
  }
  text += fmt::format("  \"strata\": {},\n  \"replicates\": {},\n  \"rscales\": {},\n", strata_json(cell),
                      list_of(cell.replicates, json_number), list_of(cell.rscales, json_number));
  text += fmt::format(
      "  \"quality\": {{\"scheme\": {}, \"label\": {}, \"title\": {}, \"publish\": {}, \"rules\": {}}},\n",
      json_string(cell.quality_scheme), json_string(cell.row.quality), json_string(cell.quality_title),
      cell.publish, list_of(cell.rules, rule_json));
  text += fmt::format("  \"smallest_count\": {},\n", json_number(cell.smallest_count));
  return text + fmt::format("  \"design\": {},\n  \"provenance\": {}\n}}\n", reports::json_pairs(cell.design),
                            reports::json_pairs(cell.provenance));
}

std::string explanation_csv(const CellExplanation& cell) {
  Lines lines;
  const auto table = table_of(cell);
  for (const auto& column : reports::result_columns(table)) {
    const reports::Cell value = column.cell(cell.row);
    if (const auto* number = std::get_if<double>(&value)) {
      lines.add("row", column.name, "", *number);
    } else {
      lines.add("row", column.name, reports::cell_text(value), run::kNotShown);
    }
  }
  add_steps("step", cell.steps, lines);
  add_steps("event", cell.events, lines);
  add_acts(cell, lines);
  for (const auto& [name, value] : cell.weights) lines.add("weight", name, cell.weight, value);
  for (const auto& [part, worked] : formulas_of(cell)) {
    for (const auto& [name, value] : worked->numbers) lines.add(part, name, worked->formula, value);
  }
  for (const auto& share : cell.strata) lines.add("stratum", "variance", share.stratum, share.variance);
  for (const double replicate : cell.replicates) lines.add("replicate", "estimate", "", replicate);
  for (const auto& rule : cell.rules) {
    for (const auto& condition : rule.conditions) {
      lines.add("rule", condition.met, condition.text, condition.value);
    }
  }
  return lines.take();
}

}  // namespace sondeo::cli
