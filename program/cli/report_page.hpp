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

/// Adds the page in one language: the published table, what the checks of the study found, what its
/// indicators count, and its methods in words.
/// @param result   after withholding; with its plan
/// @param options  of the run; its language is the edition's
/// @throws Error kMapDisaggregation, kMapNoMatch
void add_edition(const run::Study& study, const run::RunResult& result, const run::RunOptions& options,
                 const Session& session, reports::HtmlReport& page);

}  // namespace sondeo::cli
