#pragma once

#include <string>

#include "engine/estimation/trend.hpp"
#include "reports/terminal.hpp"

namespace sondeo::reports {

/// The trends of a series of editions as CSV, in the form of `write_csv`: `estimate_1`, `se_1`, `n_1` ... of
/// the editions, then the slope with its test and the Wald tests.
[[nodiscard]] std::string write_trend_csv(const estimation::TrendTable& table);

/// The same as JSON: `{"editions", "basis", "trends", "provenance"}`; each trend has the covariance matrix of
/// its estimates, row by row.
[[nodiscard]] std::string write_trend_json(const estimation::TrendTable& table);

/// The same for reading: one block for each indicator, the estimates in time, slope, p values and verdict.
[[nodiscard]] std::string write_trend_terminal(const estimation::TrendTable& table,
                                               const TerminalStyle& style = {});

}  // namespace sondeo::reports
