#pragma once

#include <string>
#include <vector>

#include "program/cli/flag_values.hpp"
#include "program/cli/language.hpp"
#include "program/run/execute.hpp"
#include "questionnaires/instrument.hpp"
#include "reports/side_table.hpp"
#include "reports/words.hpp"

namespace sondeo::cli {

/// What a check found, for standard output: as a table the facts, the plan and who answered (findings go to
/// standard error); as JSON and CSV the findings too.
[[nodiscard]] std::string check_report(const run::CheckResult& result, Format format, Language language);

/// How many answered each construct, what the edit rules changed and what was imputed; tables without lines
/// where nothing did.
/// @param instrument  what the constructs are called
[[nodiscard]] std::vector<reports::SideTable> answer_tables(const run::CheckResult& result,
                                                            const questionnaires::Instrument& instrument,
                                                            const std::string& language);

}  // namespace sondeo::cli
