#pragma once

#include <vector>

#include "program/run/execute.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// The study once for each completed data set, without its `[imputation]`. Looks at folders and names of
/// variables, and for stacked data sets at their id.
/// @throws Error kImputation...
[[nodiscard]] std::vector<Study> implicates_of(const Study& study, const RunOptions& options,
                                               Diagnostics& findings);

/// `estimate` of a study with imputed data: of every completed data set, combined.
/// @throws Error kImputationCrosstab, kImputationOutput  for what cannot be combined
[[nodiscard]] RunResult estimate_imputed(const Study& study, const RunOptions& options);

/// `check` of every completed data set; what several have in common is found once.
[[nodiscard]] CheckResult check_imputed(const Study& study, const RunOptions& options);

}  // namespace sondeo::run
