#pragma once

#include <vector>

#include "engine/estimation/estimator.hpp"
#include "engine/estimation/replicate_variance.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// The columns of replicate weights that `[design.replicates]` names, as seen from a level, collected for
/// reading; none when the design has no replicate weights.
/// @throws Error as `columns_like`; kReplicateColumnsTwice (in the replicate file and in the data file)
[[nodiscard]] std::vector<Formula> plan_replicates(const Study& study, Level& level);

/// Full replicate weights belong to one weight, and there is one source of variance.
/// @throws Error kReplicatesSeveralWeights, kReplicatesTwice, kBootstrapSizeUnused
void check_replicate_plan(const Study& study, const Plan& plan);

/// The replicate weights of a level, with the scale of their variance; a guessed scale is a finding.
/// @throws Error kReplicateColumnText, kReplicateRscales..., kRscales...
[[nodiscard]] estimation::GivenReplicates given_replicates(const Study& study,
                                                           const PlannedIndicator& planned, LevelFrame& frame,
                                                           Diagnostics& findings);

/// Replicate weights must be there, and not negative, for every row with weight in a target's base.
/// @throws Error kReplicatesMissing, kReplicatesNegative
void check_replicates(const estimation::GivenReplicates& given, const estimation::Target& target);

}  // namespace sondeo::run
