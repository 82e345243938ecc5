#include "program/cli/commands.hpp"
#include "program/cli/result.hpp"
#include "program/cli/tabulate_study.hpp"

namespace sondeo::cli {

int run_tabulate(const CommandLine& line, Session& session) {
  const run::Study study = study_from_flags(line);
  return estimate_and_write(study, line, session, line.argument()->text);
}

}  // namespace sondeo::cli
