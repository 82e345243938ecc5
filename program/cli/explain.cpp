#include <string>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/explanation_json.hpp"
#include "program/cli/explanation_text.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/usage.hpp"

namespace sondeo::cli {

namespace {

/// `indicator=A, region=2`: conditions between commas; a value may stand in quotes, which commas need.
run::CellRequest cell_of(const CommandLine& line) {
  const auto cell = line.value("--cell");
  if (!cell) {
    throw Error({code::kCellNeeded, {}, line.whole(), {}, line.command_name() + " --help"});
  }
  run::CellRequest request{*cell, {}};
  const std::string& text = cell->text;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t equals = text.find('=', begin);
    if (equals == std::string::npos) throw Error({code::kCellForm, {}, cell->place, {}, {}});
    std::size_t value = equals + 1;
    while (value < text.size() && text[value] == ' ') ++value;
    const bool quoted = value < text.size() && text[value] == '"';
    const std::size_t close = quoted ? text.find('"', value + 1) : std::string::npos;
    if (quoted && close == std::string::npos) throw Error({code::kCellForm, {}, cell->place, {}, {}});
    const std::size_t end = std::min(text.find(',', quoted ? close : value), text.size());
    const std::size_t first = quoted ? value + 1 : value;
    request.conditions.push_back(
        {trimmed(*cell, begin, equals - begin), trimmed(*cell, first, (quoted ? close : end) - first)});
    begin = end + 1;
  }
  return request;
}

std::string written(const run::CellExplanation& explanation, Format format,
                    const reports::NumberFormat& numbers) {
  switch (format) {
    case Format::kCsv:
      return explanation_csv(explanation);
    case Format::kJson:
      return explanation_json(explanation);
    case Format::kTable:
      break;
  }
  return explanation_text(explanation, numbers);
}

}  // namespace

int run_explain(const CommandLine& line, Session& session) {
  const run::Study study = study_of(line);
  const Format format = format_of(line);
  check_output_of(line);
  const Usage usage;
  ProgressLine progress(session.quiet());
  run::RunOptions options = run_options(line, session, progress, "");
  options.cell = cell_of(line);
  const auto result = run::estimate(study, options);
  progress.clear();
  session.show(result.findings);
  const auto asked = study.report ? study.report->numbers : std::nullopt;
  const auto numbers = asked.value_or(reports::number_format_of(study.country));
  session.write_result(line, written(*result.cell, format, numbers));
  if (session.verbose()) session.tell(usage.line());
  return kExitDone;
}

}  // namespace sondeo::cli
