#include <string>

#include <fmt/format.h>

#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/cli/output.hpp"
#include "program/cli/render.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/usage.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::cli {

namespace {

std::string summary(const run::CheckResult& result) {
  std::string text;
  for (const auto& [name, value] : result.facts) {
    if (!value.empty()) text += fmt::format("{}: {}\n", say(name), reports::printable(value));
  }
  text += say(N_("errors: {errors}, warnings: {warnings}"),
              {{"errors", std::to_string(result.errors.size())},
               {"warnings", std::to_string(result.warnings.size())}});
  return text + "\n";
}

}  // namespace

int run_check(const CommandLine& line, Session& session) {
  const run::Study study = study_of(line);
  const Usage usage;
  ProgressLine progress(session.quiet());
  const run::CheckResult result = run::check(study, run_options(line, session, progress, ""));
  progress.clear();
  session.show(result.warnings);
  session.show(result.errors);
  write_standard_output(summary(result));
  if (session.verbose()) session.tell(usage.line());
  return result.errors.empty() ? kExitDone : exit_code_of(result.errors.front());
}

}  // namespace sondeo::cli
