#include "reports/weights_report.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/csv.hpp"
#include "reports/json.hpp"
#include "reports/plain_text.hpp"
#include "reports/response_report.hpp"
#include "reports/result_columns.hpp"
#include "reports/text_grid.hpp"

namespace sondeo::reports {

namespace {

using weights::RoleReport;
using weights::StepReport;
using weights::WeightSummary;

using Numbers = std::vector<std::pair<std::string, double>>;

/// "p5" for 0.05.
std::string quantile_name(double share) { return fmt::format("p{:g}", 100 * share); }

/// The numbers of a step under their names.
Numbers numbers_of(const StepReport& step, double deff_before) {
  const WeightSummary& summary = step.weights;
  Numbers numbers{{"n", static_cast<double>(summary.count)},
                  {"sum", summary.sum},
                  {"mean", summary.mean},
                  {"min", summary.minimum}};
  for (std::size_t i = 0; i < weights::kSummaryQuantiles.size(); ++i) {
    numbers.emplace_back(quantile_name(weights::kSummaryQuantiles.at(i)), summary.quantiles.at(i));
  }
  numbers.emplace_back("max", summary.maximum);
  numbers.emplace_back("cv", summary.cv);
  numbers.emplace_back("deff", summary.deff);
  numbers.emplace_back("n_eff", summary.effective_count);
  numbers.emplace_back("step_effect", summary.deff / deff_before);
  const WeightSummary& factors = step.factors;
  numbers.emplace_back("factor_min", factors.minimum);
  for (std::size_t i = 0; i < weights::kSummaryQuantiles.size(); ++i) {
    numbers.emplace_back("factor_" + quantile_name(weights::kSummaryQuantiles.at(i)),
                         factors.quantiles.at(i));
  }
  numbers.emplace_back("factor_mean", factors.mean);
  numbers.emplace_back("factor_max", factors.maximum);
  return numbers;
}

std::string facts_text(const StepReport& step) {
  std::string text;
  for (const auto& [name, value] : step.facts) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ";", name, value);
  }
  return text;
}

/// Calls `write` with each step, and the design effect before it.
template <class Write>
void each_step(const RoleReport& role, Write&& write) {
  double deff = std::numeric_limits<double>::quiet_NaN();
  for (const auto& step : role.steps) {
    write(step, deff);
    deff = step.weights.deff;
  }
}

std::string short_number(double value) {
  constexpr double kLarge = 1e5;
  if (std::isnan(value)) return {};
  return std::abs(value) >= kLarge ? grouped(value, 0) : fmt::format("{:.5g}", value);
}

std::string json_step(const StepReport& step, double deff_before) {
  std::string text = "{\"step\": " + json_string(step.kind) + ", \"name\": " + json_string(step.name);
  for (const auto& [name, value] : numbers_of(step, deff_before)) {
    text += ", " + json_string(name) + ": " + json_number(value);
  }
  text += ", \"facts\": " + json_pairs(step.facts) + ", \"margins\": [";
  for (std::size_t i = 0; i < step.margins.size(); ++i) {
    const auto& margin = step.margins[i];
    text += i > 0 ? ", " : "";
    text += "{\"margin\": " + json_string(margin.name) + ", \"target\": " + json_number(margin.target) +
            ", \"before\": " + json_number(margin.before) + ", \"after\": " + json_number(margin.after) + "}";
  }
  return text + "]}";
}

void add_margins(const StepReport& step, const TerminalStyle& style, std::string& text) {
  if (step.margins.empty()) return;
  TextGrid grid({1, 100});
  grid.add({printable(step.name), word(style, "before"), word(style, "after"), word(style, "target")});
  for (const auto& margin : step.margins) {
    grid.add({shorten(printable(margin.name), style.label_width), short_number(margin.before),
              short_number(margin.after), short_number(margin.target)});
  }
  text += "\n" + grid.text();
}

std::string role_text(const RoleReport& role, const TerminalStyle& style) {
  const std::string title = printable(role.role);
  std::string text = style.bold_titles ? "\x1b[1m" + title + "\x1b[0m" : title;
  text += fmt::format("  ({}: {}", word(style, "rows"), grouped(static_cast<double>(role.rows), 0));
  if (role.replicates > 0) {
    text += fmt::format(", {}: {}", word(style, "replicates"), role.replicates);
  }
  text += ")\n";
  TextGrid grid({1, 100});
  static constexpr std::array kShown = {"n",  "sum",  "min",   "p50",        "max",
                                        "cv", "deff", "n_eff", "factor_min", "factor_max"};
  std::vector<std::string> heading{word(style, "step")};
  for (const char* name : kShown) heading.push_back(word(style, name));
  grid.add(std::move(heading));
  each_step(role, [&](const StepReport& step, double deff) {
    const std::string name = step.kind == "start" ? word(style, "start") : step.name;
    std::vector<std::string> cells{shorten(printable(name), style.label_width)};
    const Numbers numbers = numbers_of(step, deff);
    for (const std::string shown : kShown) {
      for (const auto& [column, value] : numbers) {
        if (column == shown) cells.push_back(short_number(value));
      }
    }
    grid.add(std::move(cells));
  });
  text += grid.text();
  for (const auto& step : role.steps) {
    if (!step.facts.empty()) text += printable(step.name) + ":";
    const char* separator = " ";
    for (const auto& [name, value] : step.facts) {
      text += separator + word(style, name) + " " + printable(value);
      separator = ", ";
    }
    if (!step.facts.empty()) text += "\n";
    add_margins(step, style, text);
  }
  return text;
}

}  // namespace

std::string write_weights_csv(std::span<const RoleReport> roles) {
  std::vector<std::string> heading{"role", "level", "step", "name"};
  for (const auto& [name, value] : numbers_of({}, 1)) heading.push_back(name);
  heading.emplace_back("facts");
  std::string text = csv_line(heading);
  for (const auto& role : roles) {
    each_step(role, [&](const StepReport& step, double deff) {
      std::vector<std::string> cells{role.role, role.level, step.kind, step.name};
      for (const auto& [name, value] : numbers_of(step, deff)) cells.push_back(number_text(value));
      cells.push_back(facts_text(step));
      text += csv_line(cells);
    });
  }
  return text;
}

std::string write_weights_json(const std::string& study, std::span<const RoleReport> roles,
                               std::span<const weights::ResponseRow> response,
                               const std::vector<std::pair<std::string, std::string>>& provenance) {
  std::string text = "{\n  \"study\": " + json_string(study) + ",\n  \"roles\": [";
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const auto& role = roles[i];
    text += (i > 0 ? ",\n" : "\n") +
            fmt::format("    {{\"role\": {}, \"level\": {}, \"rows\": {}, \"replicates\": {},",
                        json_string(role.role), json_string(role.level), role.rows, role.replicates);
    text += " \"steps\": [";
    bool first = true;
    each_step(role, [&](const StepReport& step, double deff) {
      text += (first ? "\n      " : ",\n      ") + json_step(step, deff);
      first = false;
    });
    text += "\n    ]}";
  }
  return text + "\n  ],\n  \"response\": " + write_response_json(response) +
         ",\n  \"provenance\": " + json_pairs(provenance) + "\n}\n";
}

std::string write_weights_terminal(std::span<const RoleReport> roles, const TerminalStyle& style) {
  std::string text;
  for (const auto& role : roles) text += (text.empty() ? "" : "\n") + role_text(role, style);
  return text;
}

}  // namespace sondeo::reports
