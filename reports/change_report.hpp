#pragma once

#include <string>

#include "engine/estimation/change.hpp"
#include "reports/terminal.hpp"

namespace sondeo::reports {

/// The changes between two editions as CSV, in the form of `write_csv`.
[[nodiscard]] std::string write_change_csv(const estimation::ChangeTable& table);

/// The same as JSON: `{"editions", "basis", "changes", "provenance"}`, numbers as in `write_json`.
[[nodiscard]] std::string write_change_json(const estimation::ChangeTable& table);

/// The same for reading: one block for each indicator, both estimates, difference, interval, p and verdict.
[[nodiscard]] std::string write_change_terminal(const estimation::ChangeTable& table,
                                                const TerminalStyle& style = {});

}  // namespace sondeo::reports
