#include "program/cli/check_report.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/plain_text.hpp"
#include "reports/result_columns.hpp"
#include "reports/terminal.hpp"
#include "reports/text_grid.hpp"

namespace sondeo::cli {

namespace {

using reports::json_string;
using reports::printable;

std::string count_text(std::size_t count) { return reports::grouped(static_cast<double>(count), 0); }

std::string code_text(const Diagnostic& finding) {
  return fmt::format("{}{:04}", finding.number() < 1000 ? 'W' : 'E', finding.number());
}

/// Rows that did not answer, of those asked, in percent.
std::string missing_percent(const run::ConstructResponse& response) {
  if (response.asked == 0) return "";
  const auto missing = static_cast<double>(response.asked - response.answered);
  return fmt::format("{:.2f}", 100.0 * missing / static_cast<double>(response.asked));
}

std::string response_table(const run::CheckResult& result) {
  if (result.responses.empty()) return {};
  const reports::PageTable table = answers_table(result);
  reports::TextGrid grid({table.texts, 99});
  grid.add(table.headings);
  for (const auto& line : table.lines) grid.add(line);
  return "\n" + grid.text();
}

/// What the edit rules did; with the plan also what they are.
std::string edit_table(const run::CheckResult& result) {
  if (result.edits.empty()) return {};
  reports::TextGrid grid({3, 99});
  grid.add({say(N_("edit rule")), say(N_("level")), say(N_("variable")), say(N_("rows before")),
            say(N_("changed")), say(N_("rows after"))});
  for (const auto& each : result.edits) {
    grid.add({printable(each.edit), printable(each.level), printable(each.variable),
              count_text(each.selected), count_text(each.changed), count_text(each.left)});
  }
  std::string text = "\n" + grid.text();
  if (result.plan.empty()) return text;
  for (const auto& each : result.edits) {
    text += fmt::format("  {}: {} -> {} = {}{}\n", printable(each.edit), printable(each.where),
                        printable(each.variable), printable(each.assigned),
                        each.label.empty() ? "" : "  (" + printable(each.label) + ")");
  }
  return text;
}

std::string impute_table(const run::CheckResult& result) {
  if (result.imputed.empty()) return {};
  reports::TextGrid grid({2, 99});
  grid.add({say(N_("imputed variable")), say(N_("level")), say(N_("rows")), say(N_("imputed")),
            say(N_("donors")), say(N_("from wider classes"))});
  for (const auto& each : result.imputed) {
    grid.add({printable(each.variable), printable(each.level), count_text(each.rows),
              count_text(each.imputed), count_text(each.donors), count_text(each.collapsed)});
  }
  return "\n" + grid.text();
}

std::string plan_text(const run::ExplainedIndicator& each) {
  std::string result = fmt::format("\n{}  ({}, {} {})\n", printable(each.id), say(each.measure), say("level"),
                                   printable(each.level));
  reports::TextGrid grid({2, 2});
  for (const auto& step : each.steps) {
    grid.add({"  " + say(step.name), count_text(step.rows), printable(step.text)});
  }
  result += grid.text();
  result += fmt::format("  {}: {}   {}: {}\n", say(N_("weight sum")), reports::grouped(each.weight_sum, 0),
                        say("interval"), each.interval);
  if (!each.by.empty()) result += fmt::format("  {}: {}\n", say("disaggregations"), fmt::join(each.by, ", "));
  return result;
}

std::string report_table(const run::CheckResult& result) {
  std::string text;
  for (const auto& each : result.plan) text += plan_text(each);
  if (!text.empty()) text = text.substr(1) + "\n";
  for (const auto& [name, value] : result.facts) {
    if (!value.empty()) text += fmt::format("{}: {}\n", say(name), printable(value));
  }
  const std::string tables = edit_table(result) + impute_table(result) + response_table(result);
  text += tables;
  if (!tables.empty()) text += "\n";
  text += say(N_("errors: {errors}, warnings: {warnings}"),
              {{"errors", std::to_string(result.errors.size())},
               {"warnings", std::to_string(result.warnings.size())}});
  return text + "\n";
}

std::string json_finding(const Diagnostic& finding) {
  std::vector<std::string> arguments;
  for (const auto& [name, value] : finding.arguments) {
    arguments.push_back(fmt::format("{}: {}", json_string(name), json_string(value)));
  }
  std::string place = "null";
  if (finding.place) {
    place = fmt::format("{{\"source\": {}, \"line\": {}, \"column\": {}}}",
                        json_string(finding.place->source), finding.place->line, finding.place->column);
  }
  return fmt::format(
      "{{\"severity\": {}, \"code\": {}, \"message\": {}, \"arguments\": {{{}}}, \"place\": {}}}",
      finding.number() < 1000 ? "\"warning\"" : "\"error\"", json_string(code_text(finding)),
      json_string(message(finding)), fmt::join(arguments, ", "), place);
}

std::string json_response(const run::ConstructResponse& each) {
  return fmt::format(
      "{{\"construct\": {}, \"level\": {}, \"asked\": {}, \"answered\": {}, \"dont_know_refused\": {}}}",
      json_string(each.construct), json_string(each.level), each.asked, each.answered, each.said_nothing);
}

std::string json_edit(const run::EditCount& each) {
  return fmt::format(
      "{{\"edit\": {}, \"level\": {}, \"variable\": {}, \"label\": {}, \"where\": {}, \"assigned\": {}, "
      "\"rows\": {}, \"rows_before\": {}, \"changed\": {}, \"rows_after\": {}}}",
      json_string(each.edit), json_string(each.level), json_string(each.variable), json_string(each.label),
      json_string(each.where), json_string(each.assigned), each.rows, each.selected, each.changed, each.left);
}

std::string json_imputed(const run::ImputeCount& each) {
  return fmt::format(
      "{{\"variable\": {}, \"level\": {}, \"rows\": {}, \"imputed\": {}, \"donors\": {}, "
      "\"from_wider_classes\": {}}}",
      json_string(each.variable), json_string(each.level), each.rows, each.imputed, each.donors,
      each.collapsed);
}

std::string json_plan(const run::ExplainedIndicator& each) {
  std::vector<std::string> steps;
  for (const auto& step : each.steps) {
    steps.push_back(fmt::format("{{\"step\": {}, \"text\": {}, \"rows\": {}}}", json_string(step.name),
                                json_string(step.text), step.rows));
  }
  std::vector<std::string> by;
  for (const auto& cross : each.by) by.push_back(json_string(cross));
  return fmt::format(
      "{{\"indicator\": {}, \"level\": {}, \"measure\": {}, \"steps\": [{}], \"weight_role\": {}, "
      "\"weight\": {}, "
      "\"weight_sum\": {}, \"interval\": {}, \"by\": [{}]}}",
      json_string(each.id), json_string(each.level), json_string(each.measure), fmt::join(steps, ", "),
      json_string(each.weight_role), json_string(each.weight), reports::json_number(each.weight_sum),
      json_string(each.interval), fmt::join(by, ", "));
}

std::string report_json(const run::CheckResult& result) {
  std::vector<std::string> findings;
  for (const auto& each : result.errors) findings.push_back(json_finding(each));
  for (const auto& each : result.warnings) findings.push_back(json_finding(each));
  std::vector<std::string> facts;
  for (const auto& [name, value] : result.facts) {
    facts.push_back(fmt::format("{}: {}", json_string(name), json_string(value)));
  }
  std::vector<std::string> responses;
  for (const auto& each : result.responses) responses.push_back(json_response(each));
  std::vector<std::string> edits;
  for (const auto& each : result.edits) edits.push_back(json_edit(each));
  std::vector<std::string> imputed;
  for (const auto& each : result.imputed) imputed.push_back(json_imputed(each));
  std::vector<std::string> plan;
  for (const auto& each : result.plan) plan.push_back(json_plan(each));
  return fmt::format(
      "{{\n  \"errors\": {},\n  \"warnings\": {},\n  \"findings\": [{}],\n  \"constructs\": [{}],\n"
      "  \"edits\": [{}],\n  \"imputed\": [{}],\n"
      "  \"plan\": [{}],\n  \"design\": {{{}}}\n}}\n",
      result.errors.size(), result.warnings.size(), fmt::join(findings, ",\n    "),
      fmt::join(responses, ",\n    "), fmt::join(edits, ",\n    "), fmt::join(imputed, ",\n    "),
      fmt::join(plan, ",\n    "), fmt::join(facts, ", "));
}

std::string report_csv(const run::CheckResult& result) {
  std::string text = reports::csv_line({"severity", "code", "source", "line", "message"});
  const auto add = [&text](const Diagnostics& findings, const char* severity) {
    for (const auto& finding : findings) {
      text += reports::csv_line({severity, code_text(finding), finding.place ? finding.place->source : "",
                                 finding.place ? std::to_string(finding.place->line) : "", message(finding)});
    }
  };
  add(result.errors, "error");
  add(result.warnings, "warning");
  return text;
}

}  // namespace

reports::PageTable answers_table(const run::CheckResult& result) {
  reports::PageTable table;
  table.title = say(N_("Answers to the constructs"));
  table.texts = 2;
  table.headings = {
      say(N_("construct")),           say(N_("level")),    say(N_("asked")), say(N_("answered")),
      say(N_("don't know, refused")), say(N_("missing %"))};
  for (const auto& each : result.responses) {
    table.lines.push_back({printable(each.construct), printable(each.level), count_text(each.asked),
                           count_text(each.answered), count_text(each.said_nothing), missing_percent(each)});
  }
  return table;
}

std::string check_report(const run::CheckResult& result, Format format) {
  if (format == Format::kJson) return report_json(result);
  if (format == Format::kCsv) return report_csv(result);
  return report_table(result);
}

}  // namespace sondeo::cli
