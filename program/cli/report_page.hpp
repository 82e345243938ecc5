#pragma once

#include <string>

#include "program/cli/session.hpp"
#include "program/run/execute.hpp"
#include "program/run/study.hpp"
#include "reports/html/html_report.hpp"

namespace sondeo::cli {

/// The page of a report without its editions and weights; the study's boundary files are read.
/// @throws Error kMapUnreadable, kMapNotGeometry, kMapNoKey, kMapObject
[[nodiscard]] reports::HtmlReport begin_page(const run::Study& study);

/// What the checks of the study found in its data, for every edition of the page.
/// @throws Error  where the data could not be read
[[nodiscard]] run::CheckResult checked_for_page(const run::Study& study, run::RunOptions options);

/// Adds the page in one language: the published table, what the checks of the study found, what its
/// indicators count, and its methods in words.
/// @param result   after withholding; with its plan
/// @param checked  in that language
/// @throws Error kMapDisaggregation, kMapNoMatch
void add_edition(const run::Study& study, const std::string& language, const run::RunResult& result,
                 const run::CheckResult& checked, const Session& session, reports::HtmlReport& page);

}  // namespace sondeo::cli
