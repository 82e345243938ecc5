#pragma once

#include "program/run/execute.hpp"
#include "program/run/study.hpp"
#include "reports/ddi.hpp"

namespace sondeo::run {

/// What the study's files and its instrument say about their variables; only metadata is read.
/// @param design  facts of the design, as the result table has them
/// @throws Error  as ingest::describe, questionnaires::map_items
[[nodiscard]] reports::Codebook codebook(const Study& study, const RunOptions& options,
                                         const estimation::DesignSummary& design);

}  // namespace sondeo::run
