#pragma once

#include <string>
#include <vector>

#include "program/run/execute.hpp"
#include "program/run/study.hpp"
#include "reports/quality.hpp"

namespace sondeo::run {

/// Labels the estimates by the study's quality scheme, if it names one, and warns of tables too few of whose
/// figures are good enough.
/// @throws Error  for a scheme or domain that does not exist, or a fault in the scheme's own file
void label_by_quality(const Study& study, const RunOptions& options, RunResult& result);

/// Writes the names of the scheme's labels in another language.
void name_quality(const Study& study, const std::string& language, estimation::EstimateTable& table);

/// The rules of the study's scheme as they were applied to a row; none without one.
[[nodiscard]] std::vector<reports::ExplainedRule> explain_label(const Study& study,
                                                                const std::string& language,
                                                                const estimation::EstimateTable& table,
                                                                std::size_t row);

/// Refuses what `label_by_quality` would refuse of the scheme itself, before anything is read.
void check_quality_scheme(const Study& study);

}  // namespace sondeo::run
