#include <string>

#include "program/cli/check_report.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/render.hpp"
#include "program/cli/report_page.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/usage.hpp"

namespace sondeo::cli {

int run_check(const CommandLine& line, Session& session) {
  const Format format = format_of(line);
  check_output_of(line);
  const run::Study study = study_of(line);
  (void)begin_page(study);  // the boundaries of its maps can be read
  const Usage usage;
  ProgressLine progress(session.quiet());
  const run::CheckResult result = run::check(study, run_options(line, session, progress, ""));
  progress.clear();
  if (format == Format::kTable) {
    session.show(result.warnings);
    session.show(result.errors);
  }
  session.write_result(line, check_report(result, format, session.language()));
  if (session.verbose()) session.tell(usage.line());
  return result.errors.empty() ? kExitDone : exit_code_of(result.errors.front());
}

}  // namespace sondeo::cli
