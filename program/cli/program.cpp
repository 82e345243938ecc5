#include "program/cli/program.hpp"

#include <array>
#include <csignal>
#include <exception>
#include <new>
#include <string_view>

#include "engine/base/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/help_text.hpp"
#include "program/cli/output.hpp"
#include "program/cli/render.hpp"

namespace sondeo::cli {

namespace {

struct Entry {
  std::string_view name;
  int (*run)(const CommandLine&, Session&);
};

constexpr std::array kEntries = {
    Entry{"inspect", run_inspect}, Entry{"tabulate", run_tabulate},     Entry{"model", run_model},
    Entry{"check", run_check},     Entry{"weigh", run_weigh},           Entry{"estimate", run_estimate},
    Entry{"explain", run_explain}, Entry{"change", run_change},         Entry{"plan", run_plan},
    Entry{"report", run_report},   Entry{"indicators", run_indicators}, Entry{"instruments", run_instruments},
    Entry{"help", run_help}};

/// `sondeo ... | head`: who stopped reading does not want to hear of it.
bool nobody_reads(const Diagnostic& fault) {
  return fault.code == code::kStandardOutputFailed && fault.arguments.front().value == "EPIPE";
}

int dispatch(const std::vector<std::string>& arguments, Session& session) {
  const CommandLine line = CommandLine::parse(arguments);
  session.configure(line);
  if (line.has("--version")) {
    write_standard_output(version_text());
    return kExitDone;
  }
  if (line.command() == nullptr) {
    write_standard_output(program_help());
    return kExitDone;
  }
  if (line.has("--help")) {
    write_standard_output(command_help(*line.command()));
    return kExitDone;
  }
  for (const auto& entry : kEntries) {
    if (entry.name == line.command()->name) return entry.run(line, session);
  }
  ensure(false, "a command without its function");
  return kExitInternal;
}

}  // namespace

int run_program(const std::vector<std::string>& arguments) {
  Interrupt interrupt;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a write error, exit code 8
  Session session(interrupt);
  session.look_at(arguments);
  Diagnostic fault;
  try {
    return dispatch(arguments, session);
  } catch (const Error& error) {
    fault = error.diagnostic();
  } catch (const std::bad_alloc&) {
    fault = {code::kOutOfMemory, {}, {}, {}, {}};
  } catch (const std::exception& error) {
    fault = {code::kInternal, {{"what", error.what()}}, {}, {}, {}};
  }
  if (!nobody_reads(fault)) session.show(fault);
  return exit_code_of(fault);
}

}  // namespace sondeo::cli
