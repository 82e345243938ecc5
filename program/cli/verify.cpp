#include "program/run/verify.hpp"

#include <filesystem>
#include <optional>
#include <string>

#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/result.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/usage.hpp"
#include "program/run/other_instrument.hpp"
#include "published/codes.hpp"
#include "published/verification_report.hpp"

namespace sondeo::cli {

namespace {

constexpr std::uint64_t kMostHeaderRows = 1000;

/// 'HEADING=ROLE': split at the last '=', since a heading may hold one.
published::DeclaredHeading declared_heading(const Written& value) {
  const std::size_t equals = value.text.rfind('=');
  const bool whole = equals != std::string::npos && equals > 0 && equals + 1 < value.text.size();
  if (!whole) throw Error({code::kDeclaredHeadingForm, {{"value", value.text}}, value.place, {}, {}});
  return {trimmed(value, 0, equals), trimmed(value, equals + 1, value.text.size() - equals - 1)};
}

published::Declared declared_of(const CommandLine& line) {
  published::Declared declared;
  if (const auto rows = line.value("--header-rows")) {
    declared.layout.header_rows = whole_number(*rows, 0, kMostHeaderRows);
  }
  if (const auto rows = line.value("--rows")) declared.layout.rows = parts(*rows);
  if (const auto columns = line.value("--columns")) declared.layout.columns = parts(*columns);
  if (const auto decimal = line.value("--decimal")) {
    declared.layout.decimal = choice(*decimal, {".", ","}) == 0 ? '.' : ',';
  }
  declared.indicator = line.value("--indicator");
  if (const auto statistic = line.value("--statistic")) {
    declared.statistic = static_cast<published::Statistic>(choice(*statistic, published::kStatisticNames));
  }
  if (const auto unit = line.value("--unit")) {
    declared.unit = static_cast<published::PrintedUnit>(choice(*unit, published::kPrintedUnitNames));
  }
  for (const auto& heading : line.values("--heading")) declared.headings.push_back(declared_heading(heading));
  return declared;
}

Written table_of(const CommandLine& line) {
  if (line.arguments().size() > 1) return line.arguments()[1];
  throw Error({code::kPublishedNeeded,
               {{"command", line.command_name()}},
               line.whole(),
               {},
               line.command_name() + " --help"});
}

/// How the printed table is read; the study says how its own files are.
run::VerifyOptions verify_options(const CommandLine& line, const std::string& file,
                                  run::RunOptions& options) {
  run::VerifyOptions wanted;
  wanted.declared = declared_of(line);
  wanted.sheet = line.value("--sheet");
  if (const auto range = line.value("--range")) wanted.area = published::cell_area(*range);
  for (const auto& weight : line.values("--try-weight")) wanted.weights.push_back(weight);
  const bool dialect = line.has("--separator") || line.has("--quote-char");
  if (dialect) wanted.reading.dialect = declared_dialect(line, file);
  wanted.reading.encoding = options.encoding;
  options.encoding.clear();
  options.dialect.reset();
  return wanted;
}

std::string written(const published::Verification& verification, Format format,
                    const reports::TerminalStyle& style) {
  switch (format) {
    case Format::kCsv:
      return published::write_verification_csv(verification);
    case Format::kJson:
      return published::write_verification_json(verification);
    case Format::kTable:
      break;
  }
  return published::write_verification_terminal(verification, style);
}

/// The study under each instrument to try.
void add_editions(const CommandLine& line, const run::Study& study, run::VerifyOptions& wanted) {
  std::optional<std::filesystem::path> folder;
  if (const auto data = line.value("--data")) folder = data->text;
  for (const auto& instrument : line.values("--try-instrument")) {
    wanted.editions.emplace_back(instrument.text, run::read_study_with(study.path, folder, instrument));
  }
}

}  // namespace

int run_verify(const CommandLine& line, Session& session) {
  const run::Study study = study_of(line);
  const std::string file = table_of(line).text;
  const Format format = format_of(line);
  check_output_of(line);
  const Usage usage;
  ProgressLine progress(session.quiet());
  auto options = run_options(line, session, progress, "");
  auto wanted = verify_options(line, file, options);
  add_editions(line, study, wanted);
  const auto result = run::verify(study, file, wanted, options);
  progress.clear();
  session.show(result.findings);
  session.write_result(line, written(result.verification, format, terminal_style(session, line)));
  if (session.verbose()) session.tell(usage.line());
  return result.verification.all_match() ? kExitDone : kExitDataFault;
}

}  // namespace sondeo::cli
