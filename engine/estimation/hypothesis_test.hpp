#pragma once

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::estimation {

/// Puts t, df and two-sided p of the hypothesis that a row's estimate is `value` into a test: on the log
/// scale where the row's interval is and `value` is positive. A row without df or error gives no figures.
void set_t_test(const Estimate& row, double value, TestResult& test);

}  // namespace sondeo::estimation
