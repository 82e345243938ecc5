#include "reports/weights_tables.hpp"

#include <fmt/format.h>

namespace sondeo::reports {

namespace {

std::string step_name(const weights::StepReport& step, const Words& words) {
  const std::string kind = words("step_" + step.kind);
  return step.name.empty() || step.name == step.kind ? kind : fmt::format("{} ({})", step.name, kind);
}

/// The word of a level; a role of the study's own making in quotes, after it the word of its level.
std::string role_name(const weights::RoleReport& role, const Words& words) {
  const std::string& id = role.role.empty() ? role.level : role.role;
  const std::string key = "level_" + id;
  if (words(key) != key) return words(key);
  const std::string quoted = fmt::format("{}{}{}", words("quote_open"), id, words("quote_close"));
  const std::string level = level_word(role.level, words);
  return level == role.level ? quoted : fmt::format("{} ({})", quoted, level);
}

SideTable steps_table(const weights::RoleReport& role, const Words& words) {
  SideTable table;
  table.title = fmt::format("{}: {}", words("weights_of"), role_name(role, words));
  table.decimals = {0, 0, 4, 4, 1};
  for (const char* key :
       {"step", "weights_n", "weights_sum", "weights_cv", "weights_deff", "weights_n_eff"}) {
    table.headings.push_back(words(key));
  }
  for (const auto& step : role.steps) {
    const auto& weights = step.weights;
    table.lines.push_back({step_name(step, words), static_cast<double>(weights.count), weights.sum,
                           weights.cv, weights.deff, weights.effective_count});
  }
  return table;
}

SideTable margins_table(const weights::StepReport& step, const Words& words) {
  SideTable table;
  table.title = fmt::format("{}: {}", words("margins"), step_name(step, words));
  table.headings = {words("margin"), words("before"), words("after"), words("target")};
  for (const auto& margin : step.margins) {
    table.lines.push_back(
        {margin.label.empty() ? margin.name : margin.label, margin.before, margin.after, margin.target});
  }
  return table;
}

}  // namespace

std::vector<SideTable> weighting_tables(const std::vector<weights::RoleReport>& roles, const Words& words) {
  std::vector<SideTable> tables;
  for (const auto& role : roles) {
    tables.push_back(steps_table(role, words));
    for (const auto& step : role.steps) {
      if (!step.margins.empty()) tables.push_back(margins_table(step, words));
    }
  }
  return tables;
}

}  // namespace sondeo::reports
