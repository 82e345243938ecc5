#include "program/cli/result.hpp"

#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/usage.hpp"
#include "reports/csv.hpp"
#include "reports/json.hpp"

namespace sondeo::cli {

namespace {

std::string written(const estimation::EstimateTable& table, Format format,
                    const reports::TerminalStyle& style) {
  switch (format) {
    case Format::kCsv:
      return reports::write_csv(table);
    case Format::kJson:
      return reports::write_json(table);
    case Format::kTable:
      break;
  }
  return reports::write_terminal(table, style);
}

}  // namespace

reports::TerminalStyle terminal_style(const Session& session, const CommandLine& line) {
  reports::TerminalStyle style;
  style.word = [](const std::string& english) { return say(english); };
  style.bold_titles = session.coloured_output() && !line.has("--output");
  return style;
}

int estimate_and_write(const run::Study& study, const CommandLine& line, Session& session,
                       std::string_view file) {
  const Format format = format_of(line);
  check_output_of(line);
  const Usage usage;
  ProgressLine progress(session.quiet());
  const run::RunResult result = run::estimate(study, run_options(line, session, progress, file));
  progress.clear();
  session.show(result.findings);
  session.write_result(line, written(result.table, format, terminal_style(session, line)));
  if (session.verbose()) session.tell(usage.line());
  return kExitDone;
}

}  // namespace sondeo::cli
