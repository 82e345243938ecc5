#pragma once

#include <map>
#include <span>
#include <vector>

#include "engine/design/replicates.hpp"
#include "engine/design/sample_design.hpp"
#include "program/run/built_design.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// The designs of the root levels, and the replicates made from them.
struct RootDesigns {
  std::map<const Level*, design::SampleDesign> designs;
  std::map<const Level*, design::Replicates> made;  ///< where they were asked for
};

/// What makes a PSU of a root level; nothing for the others.
[[nodiscard]] std::vector<Formula> unit_formulas(std::span<const PlannedDesign> planned, const Level& level);

/// Builds the design of each root level that was read.
/// @throws Error as `built_design`, `add_pps`, `with_second_phase`, `make_replicates`
[[nodiscard]] RootDesigns build_root_designs(const Study& study, const RunOptions& options,
                                             std::span<const PlannedDesign> planned, MergeProposals proposals,
                                             Diagnostics& findings);

}  // namespace sondeo::run
