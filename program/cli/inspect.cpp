#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <fnmatch.h>

#include "engine/ingest/dta_characteristics.hpp"
#include "engine/ingest/file.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/result.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/usage.hpp"
#include "program/run/declared_design.hpp"
#include "reports/file_summary.hpp"

namespace sondeo::cli {

namespace {

/// Variables are read some at a time, so that a wide file needs no more memory than a narrow one.
constexpr std::uint64_t kBytesAtATime = 256ULL << 20U;

std::vector<std::string> names_asked(const CommandLine& line, const ingest::FileDescription& file) {
  const auto pattern = line.value("--match");
  if (!pattern) return file.names();
  std::vector<std::string> names;
  for (const auto& name : file.names()) {
    if (fnmatch(pattern->text.c_str(), name.c_str(), 0) == 0) names.push_back(name);
  }
  if (names.empty()) {
    throw Error({code::kNothingMatches,
                 {{"file", file.path.string()}, {"pattern", pattern->text}},
                 pattern->place,
                 {},
                 "sondeo inspect " + file.path.string()});
  }
  return names;
}

reports::FileSummary summary_of(const ingest::FileDescription& file, std::span<const std::string> names,
                                const ingest::ReadOptions& reading) {
  reports::FileSummary summary;
  summary.file = file;
  const auto rows = static_cast<std::uint64_t>(std::max<std::int64_t>(file.rows, 1));
  const std::size_t at_a_time = file.rows < 0 ? 64 : std::max<std::uint64_t>(1, kBytesAtATime / (8 * rows));
  for (std::size_t first = 0; first < names.size(); first += at_a_time) {
    const auto some = names.subspan(first, std::min(at_a_time, names.size() - first));
    const Table table = ingest::read(file, some, reading);
    summary.rows = table.rows();
    for (const auto& column : table.columns()) summary.variables.push_back(reports::summarise(column));
  }
  return summary;
}

std::string written(const reports::FileSummary& summary, Format format, const reports::TerminalStyle& style) {
  switch (format) {
    case Format::kCsv:
      return reports::write_summary_csv(summary);
    case Format::kJson:
      return reports::write_summary_json(summary);
    case Format::kTable:
      break;
  }
  return reports::write_summary_terminal(summary, style);
}

}  // namespace

int run_inspect(const CommandLine& line, Session& session) {
  if (!line.argument()) {
    throw Error(
        {code::kFileNeeded, {{"command", line.command_name()}}, line.whole(), {}, "sondeo inspect --help"});
  }
  const Format format = format_of(line);
  check_output_of(line);
  const Usage usage;
  ProgressLine progress(session.quiet());
  const std::string& path = line.argument()->text;
  const auto reading = read_options(run_options(line, session, progress, path));
  const auto file = ingest::describe(path, reading);
  if (line.has("--write-study") || line.has("--design")) {
    progress.clear();
    if (const auto syntax = line.value("--design")) {
      Diagnostics findings;
      const auto plan = run::read_csplan(*syntax, findings);
      session.show(findings);
      session.write_result(line, run::study_of_csplan(path, syntax->text, plan, file.names()));
      return kExitDone;
    }
    session.write_result(line, run::study_of_declared_design(path, ingest::dta_characteristics(path)));
    return kExitDone;
  }
  const auto summary = summary_of(file, names_asked(line, file), reading);
  progress.clear();
  session.show(file.findings);
  session.write_result(line, written(summary, format, terminal_style(session, line)));
  if (session.verbose()) session.tell(usage.line());
  return kExitDone;
}

}  // namespace sondeo::cli
