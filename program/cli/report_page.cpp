#include "program/cli/report_page.hpp"

#include <utility>

#include "program/cli/check_report.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/cli/render.hpp"
#include "program/run/study_file.hpp"
#include "questionnaires/texts.hpp"
#include "reports/terminal.hpp"

namespace sondeo::cli {

namespace {

/// Speaks another language for a while; French and Portuguese have words of tables, and sentences in English.
class Speaking {
 public:
  Speaking(const std::string& language, Language after) : after_(after) {
    speak(language == language_code(Language::kSpanish) ? Language::kSpanish : Language::kEnglish);
  }
  ~Speaking() { speak(after_); }
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;
  Speaking(Speaking&&) = delete;
  Speaking& operator=(Speaking&&) = delete;

 private:
  Language after_;
};

void add_findings(const Diagnostics& findings, bool is_error, reports::HtmlEdition& edition) {
  for (const auto& finding : findings) {
    edition.findings.push_back({is_error, code_name(finding), message(finding)});
  }
}

/// What an indicator counts, without how many: a count could be of somebody's answer.
reports::PageDefinition definition_of(const run::ExplainedIndicator& indicator) {
  reports::PageDefinition definition{indicator.id, {}};
  for (const auto& step : indicator.steps) definition.steps.emplace_back(say(step.name), step.text);
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

run::CheckResult checked_for_page(const run::Study& study, run::RunOptions options) {
  options.with_plan = false;
  options.other_languages.clear();
  run::CheckResult checked = run::check(study, options);
  refuse_unread(checked);
  return checked;
}

void add_edition(const run::Study& study, const std::string& language, const run::RunResult& result,
                 const run::CheckResult& checked, const Session& session, reports::HtmlReport& page) {
  const estimation::EstimateTable& table = result.table;
  if (page.editions.empty()) check_maps(page, table, session);
  const Speaking speaking(language, session.language());
  reports::HtmlEdition edition;
  edition.language = language;
  edition.title = questionnaires::text_in(study.title, language);
  edition.table = table;
  add_findings(checked.errors, true, edition);
  add_findings(checked.warnings, false, edition);
  for (const auto& indicator : result.plan) edition.definitions.push_back(definition_of(indicator));
  // Counts of answers are not protected with the figures: under [disclosure] the page has none.
  if (!checked.responses.empty() && !study.disclosure) edition.answers.push_back(answers_table(checked));
  reports::TerminalStyle style;
  style.word = [](const std::string& english) { return say(english); };
  for (const auto& [name, value] : table.design.facts) {
    edition.methods.emplace_back(reports::design_fact_name(name, style), value);
  }
  page.editions.push_back(std::move(edition));
}

}  // namespace sondeo::cli
