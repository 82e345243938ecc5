#pragma once

#include <string>
#include <utility>
#include <vector>

#include "program/cli/session.hpp"
#include "program/run/execute.hpp"
#include "program/run/study.hpp"
#include "reports/html/html_report.hpp"

namespace sondeo::cli {

/// The page of a report without its editions; the study's boundary files are read.
/// @throws Error kMapUnreadable, kMapNotGeometry, kMapNoKey, kMapObject
[[nodiscard]] reports::HtmlReport begin_page(const run::Study& study);

/// What readers of a report are told of its data, in one language.
struct DataQuality {
  std::vector<reports::FindingText> findings;
  std::vector<reports::SideTable> answers;
};

/// What the checks of the study found in its data, for every language of the report.
/// @throws Error  where the data could not be read
[[nodiscard]] run::CheckResult checked_for_report(const run::Study& study, run::RunOptions options);

[[nodiscard]] DataQuality data_quality(const run::Study& study, const run::CheckResult& checked,
                                       const std::string& language, const Session& session);

/// The design's facts by name and value, names and levels in words.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> methods_of(
    const run::Study& study, const std::string& language, const estimation::DesignSummary& design,
    const Session& session);

/// Adds the page in one language: the published table, what the checks of the study found, what its
/// indicators count, and its methods in words.
/// @param result   after withholding; with its plan
/// @throws Error kMapDisaggregation, kMapNoMatch
void add_edition(const run::Study& study, const std::string& language, const run::RunResult& result,
                 const DataQuality& quality, const Session& session, reports::HtmlReport& page);

}  // namespace sondeo::cli
