#pragma once

#include <span>
#include <string>

#include "reports/terminal.hpp"
#include "weights/response_rates.hpp"
#include "weights/weight_diagnostics.hpp"

namespace sondeo::reports {

/// What weighting steps did, as a CSV with one line for each step of each role: the distribution of the
/// weights after it, Kish's design effect (cumulative; `step_effect` is the step's own part), the factors of
/// the step, and its facts as name=value joined by ';'. The first line of a role is what its steps began
/// with.
[[nodiscard]] std::string write_weights_csv(std::span<const weights::RoleReport> roles);

/// The same as JSON, the targets of calibrating steps included: {"study", "roles": [{"role", "level", "rows",
/// "replicates", "steps": [...]}], "response": [...], "provenance"}.
[[nodiscard]] std::string write_weights_json(
    const std::string& study, std::span<const weights::RoleReport> roles,
    std::span<const weights::ResponseRow> response,
    const std::vector<std::pair<std::string, std::string>>& provenance);

/// The same for reading: a table for each role, then what each step tells of itself.
[[nodiscard]] std::string write_weights_terminal(std::span<const weights::RoleReport> roles,
                                                 const TerminalStyle& style = {});

}  // namespace sondeo::reports
