#include "program/cli/result.hpp"

#include <algorithm>

#include "engine/base/atomic_file.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/covariance_file.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/cli/output.hpp"
#include "program/cli/replicate_output.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/usage.hpp"
#include "reports/csv.hpp"
#include "reports/json.hpp"

namespace sondeo::cli {

namespace {

/// The most parts in which the rows of a table were read.
std::size_t parts_of(const run::RunResult& result) {
  std::size_t most = 1;
  for (const auto& table : result.levels) {
    for (const auto& step : table.steps) most = std::max(most, step.parts);
  }
  return most;
}

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

/// Tests go to `--tests`; in a CSV of estimates there is no room for them.
void write_tests(const estimation::EstimateTable& table, Format format, const CommandLine& line,
                 Session& session) {
  const auto file = line.value("--tests");
  if (table.tests.empty()) {
    if (file) session.show({code::kTestsNone, {{"file", file->text}}, {}, {}, {}});
    return;
  }
  if (file) {
    write_file(file->text, reports::write_tests_csv(table), line.has("--force"), session.interrupt());
  } else if (format == Format::kCsv && !(table.rows.empty() && table.models.empty())) {
    session.show({code::kTestsNotWritten, {{"count", std::to_string(table.tests.size())}}, {}, {}, {}});
  }
}

/// Models go to `--models`; a CSV of estimates has no room for them either.
void write_models(const estimation::EstimateTable& table, Format format, const CommandLine& line,
                  Session& session) {
  const auto file = line.value("--models");
  if (table.models.empty()) {
    if (file) session.show({code::kModelsNone, {{"file", file->text}}, {}, {}, {}});
    return;
  }
  if (file) {
    write_file(file->text, reports::write_models_csv(table), line.has("--force"), session.interrupt());
  } else if (format == Format::kCsv && !table.rows.empty()) {
    const std::string count = std::to_string(table.models.size());
    session.show({code::kModelsNotWritten, {{"count", count}}, {}, {}, {}});
  }
}

}  // namespace

reports::TerminalStyle terminal_style(const Session& session, const CommandLine& line) {
  reports::TerminalStyle style;
  style.word = [](const std::string& english) { return say(english); };
  style.bold_titles = session.coloured_output() && !line.has("--output");
  return style;
}

int exit_code_of_result(const run::RunResult& result, const CommandLine& line, Session& session) {
  if (!line.has("--strict") || result.unpublishable == 0) return kExitDone;
  session.show({code::kQualityUnpublishable, {{"count", std::to_string(result.unpublishable)}}, {}, {}, {}});
  return kExitUnpublishable;
}

int estimate_and_write(const run::Study& study, const CommandLine& line, Session& session,
                       std::string_view file) {
  const Format format = format_of(line);
  check_output_of(line);
  for (const char* flag : {"--tests", "--models"}) {
    if (const auto output = line.value(flag)) check_output(output->text, line.has("--force"));
  }
  check_covariance_file(line);
  check_replicate_output(line, study);
  const Usage usage;
  ProgressLine progress(session.quiet());
  const run::RunResult result = run::estimate(study, run_options(line, session, progress, file));
  progress.clear();
  session.show(result.findings);
  write_tests(result.table, format, line, session);
  write_models(result.table, format, line, session);
  write_covariance_file(result.covariance, line, session);
  session.show(write_replicates(line, result.replicates, session.interrupt()));
  reports::TerminalStyle style = terminal_style(session, line);
  const auto numbers = study.report ? study.report->numbers : std::nullopt;
  style.numbers = numbers.value_or(reports::number_format_of(study.country));
  session.write_result(line, written(result.table, format, style));
  if (session.verbose()) session.tell(usage.line(parts_of(result)));
  return exit_code_of_result(result, line, session);
}

}  // namespace sondeo::cli
