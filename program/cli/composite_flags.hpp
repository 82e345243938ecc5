#pragma once

#include <optional>
#include <vector>

#include "engine/estimation/comparison_spec.hpp"
#include "engine/estimation/derived_spec.hpp"
#include "engine/estimation/standard_spec.hpp"
#include "program/cli/command_line.hpp"
#include "program/run/cross_spec.hpp"

namespace sondeo::cli {

// The flags of functions of estimates.

/// `--table ROWS,COLUMNS` with `--percent-of`; `--percent` gives percent
[[nodiscard]] std::vector<run::CrossSpec> crosses_of(const CommandLine& line);

/// `--compare V[:CODE]` with `--compare-as` and `--adjust`, which hold for all of them
[[nodiscard]] std::vector<estimation::ComparisonSpec> comparisons_of(const CommandLine& line);

/// `--standardise V[,V2]` with `--standard-population` and `--standard-minimum`
[[nodiscard]] std::optional<estimation::StandardSpec> standard_of(const CommandLine& line);

/// `--derive 'gap = a - b'`
[[nodiscard]] std::vector<estimation::DerivedSpec> derived_of(const CommandLine& line);

}  // namespace sondeo::cli
