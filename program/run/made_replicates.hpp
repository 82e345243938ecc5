#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/design/replicates.hpp"
#include "engine/table/table.hpp"
#include "program/run/level_frame.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

struct WeightedRole;

/// The replicates that the study asks for, of one root level.
/// @throws Error as `design::make_replicates` and `design::psu_keys`
[[nodiscard]] design::Replicates make_replicates(const PlannedDesign& planned,
                                                 const design::SampleDesign& design,
                                                 const design::MadeReplicatesSpec& spec);

/// Most replicate weights that are held or written at once: a gigabyte.
inline constexpr std::size_t kMostReplicateWeights = std::size_t{1} << 27U;

/// The number of each row in its file, from 1, as the column `row`.
[[nodiscard]] Column row_numbers(std::size_t rows);

/// The PSU of each row of a level, or -1. [rows]
[[nodiscard]] std::vector<std::int32_t> psus_of_rows(const LevelFrame& frame, std::size_t rows);

/// Weights under one of the replicates made; 0 for rows of no PSU. [rows]
[[nodiscard]] std::vector<double> weights_of_replicate(std::span<const double> weight,
                                                       std::span<const std::int32_t> psus,
                                                       const design::Replicates& made, std::size_t replicate);

/// Collects what the table of replicate weights needs: the key of the level that the indicators share.
/// @throws Error kWriteReplicatesNone, kWriteReplicatesSeveral, kWriteReplicatesKey
void require_replicate_table(const Study& study, const Plan& plan);

/// The replicate weights of a level, row by row: its key, or the row's number in the file as `row`; the
/// weight under its own name, or as `weight`; REP1, REP2 ... as full weights.
/// @param weighted  the role's weight as steps made it, with its replicates; null: no steps
/// @throws Error kReplicateTableLimit
[[nodiscard]] Table replicate_table(const PlannedIndicator& planned, LevelFrame& frame,
                                    const design::Replicates& made, const WeightedRole* weighted);

}  // namespace sondeo::run
