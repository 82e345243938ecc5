#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/base/staged_folder.hpp"
#include "program/cli/session.hpp"
#include "program/cli/timings.hpp"
#include "program/run/execute.hpp"
#include "program/run/study.hpp"

namespace sondeo::cli {

/// A study estimated with labels in one language, its figures protected.
struct LanguageResult {
  std::string language;
  run::RunResult result;
};

/// Names of the files that a report is known to write before anything is estimated; Open SDG's depend on what
/// is estimated.
[[nodiscard]] std::vector<std::string> planned_files(const run::Study& study,
                                                     const reports::ReportSpec& spec);

/// Writes every output that the study asks for, then the manifest of them all, then where it is asked for how
/// long everything took.
/// @param results  one for each of the report's languages, in order
/// @throws Error  of the writers; 8xxx
void write_report_files(const run::Study& study, const reports::ReportSpec& spec,
                        std::span<const LanguageResult> results, const run::RunOptions& options,
                        StagedFolder& folder, Timings& timings, Session& session);

}  // namespace sondeo::cli
