#pragma once

#include <string>

#include "program/cli/flag_values.hpp"
#include "program/run/execute.hpp"
#include "reports/html/html_report.hpp"

namespace sondeo::cli {

/// What a check found, for standard output: as a table the facts, the plan and who answered (findings go to
/// standard error); as JSON and CSV the findings too.
[[nodiscard]] std::string check_report(const run::CheckResult& result, Format format);

/// How many answered each construct, as a table of the page.
[[nodiscard]] reports::PageTable answers_table(const run::CheckResult& result);

}  // namespace sondeo::cli
