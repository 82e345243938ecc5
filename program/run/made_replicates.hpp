#pragma once

#include "engine/design/replicates.hpp"
#include "engine/table/table.hpp"
#include "program/run/level_frame.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// The replicates that the study asks for, of one root level.
/// @throws Error as `design::make_replicates` and `design::psu_keys`
[[nodiscard]] design::Replicates make_replicates(const PlannedDesign& planned,
                                                 const design::SampleDesign& design,
                                                 const design::MadeReplicatesSpec& spec);

/// Collects what the table of replicate weights needs: the key of the level that the indicators share.
/// @throws Error kWriteReplicatesNone, kWriteReplicatesSeveral, kWriteReplicatesKey
void require_replicate_table(const Study& study, const Plan& plan);

/// The replicate weights of a level, row by row: its key, or the row's number in the file as `row`; the
/// weight under its own name, or as `weight`; REP1, REP2 ... as full weights.
/// @throws Error kReplicateTableLimit
[[nodiscard]] Table replicate_table(const PlannedIndicator& planned, LevelFrame& frame,
                                    const design::Replicates& made);

}  // namespace sondeo::run
