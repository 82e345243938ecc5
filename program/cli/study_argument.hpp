#pragma once

#include <vector>

#include "program/cli/command_line.hpp"
#include "program/run/study.hpp"

namespace sondeo::cli {

/// The study that the command's argument names, with `--data`. @throws Error 2xxx without one, else as
/// read_study
[[nodiscard]] run::Study study_of(const CommandLine& line);
/// The second study of a command that takes two.  @throws Error likewise
[[nodiscard]] run::Study second_study_of(const CommandLine& line);

/// All studies of a command that takes several.  @throws Error as read_study
[[nodiscard]] std::vector<run::Study> studies_of(const CommandLine& line);

}  // namespace sondeo::cli
