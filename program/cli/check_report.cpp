#include "program/cli/check_report.hpp"

#include <initializer_list>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "questionnaires/texts.hpp"
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
double missing_percent(const run::ConstructResponse& response) {
  if (response.asked == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto missing = static_cast<double>(response.asked - response.answered);
  return 100.0 * missing / static_cast<double>(response.asked);
}

reports::SideTable empty_table(const char* title, std::initializer_list<const char*> headings,
                               const reports::Words& words) {
  reports::SideTable table;
  table.title = words(title);
  for (const char* key : headings) table.headings.push_back(words(key));
  return table;
}

reports::SideTable answers_table(const run::CheckResult& result, const reports::Words& words) {
  auto table = empty_table(
      "answers", {"construct", "record_level", "asked", "answered", "said_nothing", "missing_percent"},
      words);
  table.texts = 2;
  table.decimals = {0, 0, 0, 2};
  for (const auto& each : result.responses) {
    table.lines.push_back({each.construct, each.level, static_cast<double>(each.asked),
                           static_cast<double>(each.answered), static_cast<double>(each.said_nothing),
                           missing_percent(each)});
  }
  return table;
}

reports::SideTable edits_table(const run::CheckResult& result, const reports::Words& words) {
  auto table = empty_table(
      "edits", {"edit_rule", "record_level", "variable", "rows_before", "changed", "rows_after"}, words);
  table.texts = 3;
  table.decimals = {0, 0, 0};
  for (const auto& each : result.edits) {
    table.lines.push_back({each.edit, each.level, each.variable, static_cast<double>(each.selected),
                           static_cast<double>(each.changed), static_cast<double>(each.left)});
  }
  return table;
}

reports::SideTable imputed_table(const run::CheckResult& result, const reports::Words& words) {
  auto table =
      empty_table("imputations",
                  {"imputed_variable", "record_level", "rows", "imputed", "donors", "wider_classes"}, words);
  table.texts = 2;
  table.decimals = {0, 0, 0, 0};
  for (const auto& each : result.imputed) {
    table.lines.push_back({each.variable, each.level, static_cast<double>(each.rows),
                           static_cast<double>(each.imputed), static_cast<double>(each.donors),
                           static_cast<double>(each.collapsed)});
  }
  return table;
}

std::string grid_text(const reports::SideTable& table) {
  if (table.lines.empty()) return {};
  reports::TextGrid grid({table.texts, 99});
  grid.add(table.headings);
  for (auto& line : reports::shown_lines(table, {})) {
    for (std::size_t i = 0; i < table.texts; ++i) line[i] = printable(line[i]);
    grid.add(std::move(line));
  }
  return "\n" + grid.text();
}

/// What the edit rules did; with the plan also what they are.
std::string edit_text(const run::CheckResult& result, const reports::Words& words) {
  std::string text = grid_text(edits_table(result, words));
  if (result.plan.empty()) return text;
  for (const auto& each : result.edits) {
    text += fmt::format("  {}: {} -> {} = {}{}\n", printable(each.edit), printable(each.where),
                        printable(each.variable), printable(each.assigned),
                        each.label.empty() ? "" : "  (" + printable(each.label) + ")");
  }
  return text;
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

std::string report_table(const run::CheckResult& result, const reports::Words& words) {
  std::string text;
  for (const auto& each : result.plan) text += plan_text(each);
  if (!text.empty()) text = text.substr(1) + "\n";
  for (const auto& [name, value] : result.facts) {
    if (!value.empty()) text += fmt::format("{}: {}\n", say(name), printable(value));
  }
  const std::string tables = edit_text(result, words) + grid_text(imputed_table(result, words)) +
                             grid_text(answers_table(result, words));
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

std::vector<reports::SideTable> answer_tables(const run::CheckResult& result,
                                              const questionnaires::Instrument& instrument,
                                              const std::string& language) {
  const reports::Words words(language);
  reports::SideTable answers = answers_table(result, words);
  for (auto& line : answers.lines) {
    const auto& id = std::get<std::string>(line.front());
    for (const auto& construct : instrument.constructs) {
      if (construct.id.text != id || construct.label.empty()) continue;
      line.front() = fmt::format("{} ({})", questionnaires::text_in(construct.label, language), id);
      break;
    }
  }
  std::vector<reports::SideTable> tables{std::move(answers), edits_table(result, words),
                                         imputed_table(result, words)};
  for (auto& table : tables) {
    for (auto& line : table.lines) {
      line.at(1) = reports::level_word(std::get<std::string>(line.at(1)), words);
    }
  }
  return tables;
}

std::string check_report(const run::CheckResult& result, Format format, Language language) {
  if (format == Format::kJson) return report_json(result);
  if (format == Format::kCsv) return report_csv(result);
  return report_table(result, reports::Words(language_code(language)));
}

}  // namespace sondeo::cli
