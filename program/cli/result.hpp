#pragma once

#include "program/cli/command_line.hpp"
#include "program/cli/session.hpp"
#include "program/run/execute.hpp"
#include "program/run/study.hpp"
#include "reports/terminal.hpp"

namespace sondeo::cli {

/// How tables look in this session: headings in its language, bold titles on a terminal.
[[nodiscard]] reports::TerminalStyle terminal_style(const Session& session, const CommandLine& line);

/// Runs a study, prints its warnings and writes its result table as `--format` and `--output` say.
/// @param file  as in `run_options`
int estimate_and_write(const run::Study& study, const CommandLine& line, Session& session,
                       std::string_view file);

/// 0, or under --strict 1 when figures are not to be published, which is then said.
int exit_code_of_result(const run::RunResult& result, const CommandLine& line, Session& session);

}  // namespace sondeo::cli
