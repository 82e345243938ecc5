#include "program/run/change.hpp"

#include <string>
#include <vector>

#include "engine/estimation/p_adjustment.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/result.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/usage.hpp"
#include "program/run/series.hpp"
#include "reports/change_report.hpp"
#include "reports/trend_report.hpp"

namespace sondeo::cli {

namespace {

std::string written(const estimation::ChangeTable& table, Format format,
                    const reports::TerminalStyle& style) {
  switch (format) {
    case Format::kCsv:
      return reports::write_change_csv(table);
    case Format::kJson:
      return reports::write_change_json(table);
    case Format::kTable:
      break;
  }
  return reports::write_change_terminal(table, style);
}

std::string written(const estimation::TrendTable& table, Format format, const reports::TerminalStyle& style) {
  switch (format) {
    case Format::kCsv:
      return reports::write_trend_csv(table);
    case Format::kJson:
      return reports::write_trend_json(table);
    case Format::kTable:
      break;
  }
  return reports::write_trend_terminal(table, style);
}

/// Three editions and more: a series.
int run_series(const CommandLine& line, Session& session, const std::vector<run::Study>& studies,
               estimation::PAdjustment adjustment) {
  const Format format = format_of(line);
  const Usage usage;
  ProgressLine progress(session.quiet());
  const auto result = run::series(studies, run_options(line, session, progress, ""), adjustment);
  progress.clear();
  session.show(result.findings);
  session.write_result(line, written(result.table, format, terminal_style(session, line)));
  if (session.verbose()) session.tell(usage.line());
  return kExitDone;
}

}  // namespace

int run_change(const CommandLine& line, Session& session) {
  const run::Study first = study_of(line);
  const run::Study second = second_study_of(line);
  const Format format = format_of(line);
  check_output_of(line);
  auto adjustment = estimation::PAdjustment::kHolm;
  if (const auto adjust = line.value("--adjust")) {
    adjustment = static_cast<estimation::PAdjustment>(choice(*adjust, estimation::kPAdjustmentNames));
  }
  if (line.arguments().size() > 2) return run_series(line, session, studies_of(line), adjustment);
  const Usage usage;
  ProgressLine progress(session.quiet());
  const auto result = run::change(first, second, run_options(line, session, progress, ""), adjustment);
  progress.clear();
  session.show(result.findings);
  session.write_result(line, written(result.table, format, terminal_style(session, line)));
  if (session.verbose()) session.tell(usage.line());
  return kExitDone;
}

}  // namespace sondeo::cli
