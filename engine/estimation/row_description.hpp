#pragma once

#include "engine/estimation/cell_estimate.hpp"

namespace sondeo::estimation {

/// A row of the result table that says what it is about, without figures.
[[nodiscard]] Estimate describe_row(const LevelRows& rows, const Target& target, const Breakdown& breakdown,
                                    std::size_t cell, double level);

/// A row of the table of tests that says in which cell the test is done, and nothing else.
[[nodiscard]] TestResult describe_test(const LevelRows& rows, const Breakdown& breakdown, std::size_t cell);

/// How many cases, PSUs and strata, and what weight, the figures of a row rest on.
void set_counts(const CellEstimate& cell, Estimate& row);

}  // namespace sondeo::estimation
