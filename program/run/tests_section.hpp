#pragma once

#include <vector>

#include "engine/spec/section.hpp"
#include "program/run/test_spec.hpp"

namespace sondeo::run {

/// Reads the `[[test]]` sections of a study:
///
///     [[test]]
///     crosstab = ["sex", "area"]       # two variables or expressions
///     statistic = ["f", "chisq"]       # "f" by default; "all"
///
///     [[test]]
///     ttest = "income"
///     by = "sex"                       # two categories; absent: one sample
///     mu = 0
///
/// Each may have `id`, `level`, `universe` and `weight` as an indicator.
/// @throws Error kTestKindNeeded, kTestKeyUnused, kCrosstabForm; kSpec...
[[nodiscard]] std::vector<TestSpec> read_tests(spec::Section& root);

}  // namespace sondeo::run
