#pragma once

#include "program/cli/command_line.hpp"
#include "program/cli/session.hpp"

namespace sondeo::cli {

// One function for each subcommand, in the file of its name. Each returns the exit code and throws Error.
int run_inspect(const CommandLine& line, Session& session);
int run_tabulate(const CommandLine& line, Session& session);
int run_model(const CommandLine& line, Session& session);
int run_check(const CommandLine& line, Session& session);
int run_weigh(const CommandLine& line, Session& session);
int run_estimate(const CommandLine& line, Session& session);
int run_explain(const CommandLine& line, Session& session);
int run_plan(const CommandLine& line, Session& session);
int run_change(const CommandLine& line, Session& session);
int run_verify(const CommandLine& line, Session& session);
int run_report(const CommandLine& line, Session& session);
int run_indicators(const CommandLine& line, Session& session);
int run_instruments(const CommandLine& line, Session& session);
int run_doctor(const CommandLine& line, Session& session);
int run_help(const CommandLine& line, Session& session);

}  // namespace sondeo::cli
