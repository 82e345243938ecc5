#pragma once

#include <vector>

#include "program/cli/command_line.hpp"
#include "program/run/test_spec.hpp"

namespace sondeo::cli {

/// The tests that `--crosstab` and `--ttest` ask for. @throws Error 2xxx
[[nodiscard]] std::vector<run::TestSpec> tests_of(const CommandLine& line);

}  // namespace sondeo::cli
