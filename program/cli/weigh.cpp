#include "program/run/weigh.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/base/atomic_file.hpp"
#include "engine/ingest/workbook.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/output.hpp"
#include "program/cli/result.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/table_file.hpp"
#include "program/cli/usage.hpp"
#include "reports/response_report.hpp"
#include "reports/totals_workbook.hpp"
#include "reports/weights_report.hpp"

namespace sondeo::cli {

namespace {

std::string written(const run::Study& study, const run::WeighResult& result, Format format,
                    const reports::TerminalStyle& style) {
  switch (format) {
    case Format::kCsv:
      return result.roles.empty() ? reports::write_response_csv(result.response)
                                  : reports::write_weights_csv(result.roles);
    case Format::kJson:
      return reports::write_weights_json(study.id, result.roles, result.response, result.provenance);
    case Format::kTable:
      break;
  }
  const std::string steps = reports::write_weights_terminal(result.roles, style);
  const std::string rates = reports::write_response_terminal(result.response, style);
  return steps + (steps.empty() || rates.empty() ? "" : "\n") + rates;
}

/// Response rates go to `--response`; in the CSV of the steps there is no room for them.
void write_response(const run::WeighResult& result, Format format, const CommandLine& line,
                    Session& session) {
  const auto file = line.value("--response");
  if (result.response.empty()) {
    if (file) session.show({code::kResponseNone, {{"file", file->text}}, {}, {}, {}});
    return;
  }
  if (file) {
    write_file(file->text, reports::write_response_csv(result.response), line.has("--force"),
               session.interrupt());
  } else if (format == Format::kCsv && !result.roles.empty()) {
    const std::string count = std::to_string(result.response.size());
    session.show({code::kResponseNotWritten, {{"count", count}}, {}, {}, {}});
  }
}

/// Files of totals to be filled in, as the study names them, in a folder; none over another unless it is
/// asked for.
void write_templates(const run::WeighResult& result, const Written& folder, bool force, Session& session) {
  std::map<std::string, std::vector<weights::TotalsTemplate>> of_file;
  for (const auto& made : result.templates) of_file[made.file.text].push_back(made);
  const auto path_of = [&](const std::string& file) { return std::filesystem::path(folder.text) / file; };
  for (const auto& [file, made] : of_file) check_output(path_of(file).string(), force);
  for (const auto& [file, made] : of_file) {
    if (ingest::is_workbook_name(file)) {
      write_file_by(path_of(file), true, session.interrupt(), [&sheets = made](const auto& temporary) {
        reports::write_totals_workbook(sheets, temporary);
      });
    } else {
      write_file(path_of(file), weights::template_csv(made.back()), true, session.interrupt());
    }
  }
}

}  // namespace

int run_weigh(const CommandLine& line, Session& session) {
  const run::Study study = study_of(line);
  const Format format = format_of(line);
  check_output_of(line);
  const auto file = line.value("--write");
  if (file) check_table_file(*file, code::kWeighFormat, line.has("--force"));
  need_beside(line, "--role", "--write");
  if (const auto rates = line.value("--response")) check_output(rates->text, line.has("--force"));
  const Usage usage;
  ProgressLine progress(session.quiet());
  const auto folder = line.value("--template");
  run::WeighOptions wanted;
  wanted.with_table = file.has_value() && !folder;
  wanted.with_templates = folder.has_value();
  wanted.role = line.value("--role");
  if (file) wanted.place = file->place;
  if (folder) wanted.place = folder->place;
  const auto result = run::weigh(study, run_options(line, session, progress, ""), wanted);
  progress.clear();
  session.show(result.findings);
  if (folder) {
    write_templates(result, *folder, line.has("--force"), session);
    return kExitDone;
  }
  if (file && result.table) {
    session.show(write_table_file(*file, *result.table, line.has("--force"), session.interrupt()));
  }
  write_response(result, format, line, session);
  session.write_result(line, written(study, result, format, terminal_style(session, line)));
  if (session.verbose()) session.tell(usage.line());
  return kExitDone;
}

}  // namespace sondeo::cli
