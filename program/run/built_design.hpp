#pragma once

#include "engine/base/diagnostic.hpp"
#include "engine/design/sample_design.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// Whether similar strata are to be named for those with a single PSU.
enum class MergeProposals { kNone, kWanted };

/// The design of a root level that has been read.
/// Replicates, of the file or made from the PSUs, act on PSUs: then the later stages are left out.
/// @param findings  gets kStagesWithoutFpc, kStrataMerged and, where wanted, kMergesProposed
/// @throws Error  as design::build_design and read_collapse_map
[[nodiscard]] design::SampleDesign built_design(const PlannedDesign& planned, const Study& study,
                                                MergeProposals proposals, Diagnostics& findings);

}  // namespace sondeo::run
