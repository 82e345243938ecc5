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
                        {"level", level.name()},
                        {"count", std::to_string(broken)},
                        {"message", questionnaires::text_in(check.message, level.language())}},
                       check.rule.place,
                       {},
                       {}};
    (check.is_error ? result.errors : result.warnings).push_back(std::move(finding));
  }
}

namespace {

std::string argument(const Diagnostic& finding, std::string_view name) {
  for (const auto& each : finding.arguments) {
    if (each.name == name) return each.value;
  }
  return "";
}

void set_argument(std::string_view name, const std::string& value, Diagnostic& finding) {
  for (auto& each : finding.arguments) {
    if (each.name == name && !value.empty()) each.value = value;
  }
}

/// A label of the instrument's is put in the language, one of the file's is in the file's.
void name_label(const questionnaires::Item& item, const std::string& language, Diagnostic& finding) {
  const std::string label = argument(finding, "label");
  for (const auto& [code, texts] : item.codes) {
    const bool known =
        std::any_of(texts.begin(), texts.end(), [&label](const auto& text) { return text.second == label; });
    if (known) return set_argument("label", questionnaires::text_in(texts, language), finding);
  }
}

void put_in_language(const questionnaires::Instrument& instrument, const std::string& language,
                     Diagnostics& findings) {
  for (auto& finding : findings) {
    const std::string id = argument(finding, "check");
    for (const auto& check : instrument.checks) {
      if (check.id.text != id) continue;
      set_argument("message", questionnaires::text_in(check.message, language), finding);
    }
    const std::string variable = argument(finding, "variable");
    for (const auto& item : instrument.items) {
      if (!variable.empty() && item.id.text == variable) name_label(item, language, finding);
    }
  }
}

}  // namespace

CheckResult in_language(const Study& study, const CheckResult& checked, const std::string& language) {
  CheckResult named = checked;
  put_in_language(study.instrument, language, named.errors);
  put_in_language(study.instrument, language, named.warnings);
  return named;
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
