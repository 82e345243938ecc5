#include "program/run/record_checks.hpp"

#include <algorithm>

#include "program/run/codes.hpp"
#include "questionnaires/texts.hpp"
#include "questionnaires/undeclared_missing.hpp"

namespace sondeo::run {

Level* find_level(const Levels& levels, const std::string& id) {
  const auto& all = levels.all();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& level) {
    return level->id() == id || (id.empty() && level->parent() == nullptr);
  });
  return found == all.end() ? nullptr : found->get();
}

void require_checks(const Study& study, const Levels& levels) {
  for (const auto& check : study.instrument.checks) {
    if (Level* level = find_level(levels, check.level))
      static_cast<void>(level->require_expression(check.rule));
  }
}

void apply_checks(const Study& study, const Levels& levels, CheckResult& result) {
  for (const auto& check : study.instrument.checks) {
    if (find_level(levels, check.level) == nullptr) continue;  // of a table that the study does not have
    Level& level = levels.at(check.level);
    const Formula rule = level.require_expression(check.rule);
    const std::vector<double> kept = level.value(rule, check.id.text).numbers();
    const auto broken = std::count(kept.begin(), kept.end(), 0.0);
    if (broken == 0) continue;
    Diagnostic finding{check.is_error ? code::kCheckFailed : code::kCheckWarns,
                       {{"check", check.id.text},
                        {"level", level.id()},
                        {"count", std::to_string(broken)},
                        {"message", questionnaires::text_in(check.message, level.language())}},
                       check.rule.place,
                       {},
                       {}};
    (check.is_error ? result.errors : result.warnings).push_back(std::move(finding));
  }
}

void warn_of_undeclared_missing(const Levels& levels, Diagnostics& findings) {
  for (const auto& level : levels.all()) {
    for (const auto& column : level->used_columns()) {
      for (const auto& suspect : questionnaires::undeclared_missing(column.variable())) {
        findings.push_back({code::kUndeclaredMissing,
                            {{"variable", column.name()}, {"code", suspect.code}, {"label", suspect.label}},
                            {},
                            {},
                            {}});
      }
    }
  }
}

}  // namespace sondeo::run
