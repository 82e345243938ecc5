#include "program/cli/report_page.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "program/cli/check_report.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/cli/render.hpp"
#include "program/run/study_file.hpp"
#include "questionnaires/texts.hpp"
#include "reports/terminal.hpp"
#include "reports/words.hpp"

namespace sondeo::cli {

namespace {

/// Speaks another language for a while.
class Speaking {
 public:
  Speaking(Language language, Language after) : after_(after) { speak(language); }
  ~Speaking() { speak(after_); }
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;
  Speaking(Speaking&&) = delete;
  Speaking& operator=(Speaking&&) = delete;

 private:
  Language after_;
};

/// French and Portuguese have the words of tables, and no sentences: those are in the first language of the
/// report that has them, or else in English.
Language language_of_sentences(const std::string& language, const run::Study& study) {
  const auto spoken = [](const std::string& code) -> std::optional<Language> {
    for (const Language each : {Language::kEnglish, Language::kSpanish}) {
      if (code.substr(0, code.find('-')) == language_code(each)) return each;
    }
    return std::nullopt;
  };
  if (const auto own = spoken(language)) return *own;
  if (!study.report) return Language::kEnglish;
  for (const auto& other : study.report->languages) {
    if (const auto known = spoken(other)) return *known;
  }
  return Language::kEnglish;
}

void add_findings(const Diagnostics& findings, bool is_error, std::vector<reports::FindingText>& out) {
  for (const auto& finding : findings) out.push_back({is_error, code_name(finding), message(finding)});
}

/// An expression that is no more than a construct, by its label; others as they are.
std::string expression_text(const std::string& text, const questionnaires::Instrument& instrument,
                            const std::string& language) {
  const auto& constructs = instrument.constructs;
  const auto found = std::find_if(constructs.begin(), constructs.end(),
                                  [&text](const auto& construct) { return construct.id.text == text; });
  if (found == constructs.end()) return text;
  const std::string label = questionnaires::text_in(found->label, language);
  return label.empty() ? text : fmt::format("{} ({})", label, text);
}

/// What an indicator counts, without how many: a count could be of somebody's answer.
reports::PageDefinition definition_of(const run::ExplainedIndicator& indicator,
                                      const questionnaires::Instrument& instrument,
                                      const std::string& language) {
  reports::PageDefinition definition{indicator.id, {}};
  for (const auto& step : indicator.steps) {
    definition.steps.emplace_back(say(step.name), expression_text(step.text, instrument, language));
  }
  definition.steps.emplace_back(say("interval"), indicator.interval);
  return definition;
}

/// What the checks found in the data belongs into the page; that the machine failed while they looked ends
/// the run.
void refuse_unread(const run::CheckResult& checked) {
  constexpr int kInput = 4;
  for (const auto& error : checked.errors) {
    if (error.exit_code() == kInput || error.exit_code() >= kExitOutput) throw Error(error);
  }
}

/// "base, trim" in words; steps that the study names keep their names.
std::string steps_text(const std::string& steps, const reports::Words& words) {
  const std::string separator = ", ";
  std::string text;
  for (std::size_t from = 0; from <= steps.size();) {
    const std::size_t end = std::min(steps.find(separator, from), steps.size());
    const std::string word = reports::prefixed_word("step_", steps.substr(from, end - from), words);
    text += (from == 0 ? "" : separator) + word;
    from = end + separator.size();
  }
  return text;
}

void check_maps(const reports::HtmlReport& page, const estimation::EstimateTable& table,
                const Session& session) {
  Diagnostics findings;
  for (const auto& map : page.maps) check_boundaries(map, table, findings);
  session.show(findings);
}

}  // namespace

reports::HtmlReport begin_page(const run::Study& study) {
  reports::HtmlReport page;
  if (!study.report) return page;
  page.maps.reserve(study.report->maps.size());
  for (const auto& map : study.report->maps) {
    page.maps.push_back(reports::read_boundaries(run::data_file(study, map.file), map));
  }
  return page;
}

run::CheckResult checked_for_report(const run::Study& study, run::RunOptions options) {
  options.with_plan = false;
  options.other_languages.clear();
  run::CheckResult checked = run::check(study, options);
  refuse_unread(checked);
  return checked;
}

DataQuality data_quality(const run::Study& study, const run::CheckResult& checked,
                         const std::string& language, const Session& session) {
  const Language sentences = language_of_sentences(language, study);
  const Speaking speaking(sentences, session.language());
  const run::CheckResult named = run::in_language(study, checked, std::string(language_code(sentences)));
  DataQuality quality;
  add_findings(named.errors, true, quality.findings);
  add_findings(named.warnings, false, quality.findings);
  // Counts of answers are not protected with the figures: under [disclosure] no reader sees them.
  if (!study.disclosure) quality.answers = answer_tables(checked, study.instrument, language);
  return quality;
}

std::vector<std::pair<std::string, std::string>> methods_of(const run::Study& study,
                                                            const std::string& language,
                                                            const estimation::DesignSummary& design,
                                                            const Session& session) {
  const Language sentences = language_of_sentences(language, study);
  const Speaking speaking(sentences, session.language());
  const reports::Words words(language);
  const reports::Words spoken(language_code(sentences));  // what the facts are said in
  reports::TerminalStyle style;
  style.word = [&words](const std::string& english) {
    const std::string level = reports::level_word(english, words);
    return level == english ? say(english) : level;
  };
  auto facts = design.facts;
  for (auto& [name, value] : facts) {
    if (name == "level") value = reports::level_word(value, words);
    if (name.starts_with("weighting.")) value = steps_text(value, words);
    for (const char* coded : {"variance", "lonely_psu", "df"}) {
      if (name == coded) value = reports::prefixed_word(fmt::format("{}_", name), value, spoken);
    }
    name = reports::design_fact_name(name, style);
    std::replace(name.begin(), name.end(), '_', ' ');  // English facts are called by their codes
  }
  return facts;
}

void add_edition(const run::Study& study, const std::string& language, const run::RunResult& result,
                 const DataQuality& quality, const Session& session, reports::HtmlReport& page) {
  const estimation::EstimateTable& table = result.table;
  if (page.editions.empty()) check_maps(page, table, session);
  const Speaking speaking(language_of_sentences(language, study), session.language());
  reports::HtmlEdition edition;
  edition.language = language;
  edition.title = questionnaires::text_in(study.title, language);
  edition.table = &table;
  edition.findings = quality.findings;
  edition.answers = quality.answers;
  edition.weighting = result.weights;
  for (const auto& indicator : result.plan) {
    edition.definitions.push_back(definition_of(indicator, study.instrument, language));
  }
  edition.methods = methods_of(study, language, table.design, session);
  page.editions.push_back(std::move(edition));
}

}  // namespace sondeo::cli
