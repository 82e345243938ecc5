#include "program/cli/commands.hpp"
#include "program/cli/result.hpp"
#include "program/cli/study_argument.hpp"

namespace sondeo::cli {

int run_estimate(const CommandLine& line, Session& session) {
  return estimate_and_write(study_of(line), line, session, "");
}

}  // namespace sondeo::cli
