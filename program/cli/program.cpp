#include "program/cli/program.hpp"

#include <array>
#include <csignal>
#include <exception>
#include <new>
#include <string_view>

#include "engine/base/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/crash.hpp"
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

constexpr std::array kEntries = {Entry{"inspect", run_inspect},
                                 Entry{"tabulate", run_tabulate},
                                 Entry{"model", run_model},
                                 Entry{"check", run_check},
                                 Entry{"weigh", run_weigh},
                                 Entry{"estimate", run_estimate},
                                 Entry{"change", run_change},
                                 Entry{"verify", run_verify},
                                 Entry{"explain", run_explain},
                                 Entry{"plan", run_plan},
                                 Entry{"report", run_report},
                                 Entry{"indicators", run_indicators},
                                 Entry{"instruments", run_instruments},
                                 Entry{"doctor", run_doctor},
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

int run_session(const std::vector<std::string>& arguments) {
  Session session;
  session.look_at(arguments);
  Diagnostic fault;
  try {
    Interrupt interrupt;
    session.guard_with(interrupt);
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

}  // namespace

int run_program(int argc, const char* const* argv) {
  end_cleanly_on_crashes();
  // A closed pipe, and a file above the limit of its size, are write errors: exit code 8.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run_session(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
  } catch (...) {
    // Faults are shown above: this is one met before there was anybody to show it, or while it was shown.
    return tell_out_of_memory();
  }
}

}  // namespace sondeo::cli
