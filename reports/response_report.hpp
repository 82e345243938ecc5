#pragma once

#include <span>
#include <string>

#include "reports/terminal.hpp"
#include "weights/response_rates.hpp"

namespace sondeo::reports {

/// Response rates as CSV: stage, group, substitutes (without | with), weighted (false | true), units or
/// weights by disposition, e, the rates, and RR1 to RR6 overall where a stage builds on another.
[[nodiscard]] std::string write_response_csv(std::span<const weights::ResponseRow> rows);

/// The same as a JSON array.
[[nodiscard]] std::string write_response_json(std::span<const weights::ResponseRow> rows);

/// The most used of them for reading, a table for each stage.
[[nodiscard]] std::string write_response_terminal(std::span<const weights::ResponseRow> rows,
                                                  const TerminalStyle& style = {});

}  // namespace sondeo::reports
