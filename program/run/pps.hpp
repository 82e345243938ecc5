#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// What says the inclusion probabilities of `[design.pps]` at a root level; nothing when the study has none.
/// @throws Error kPpsWithFpc, kPpsWithReplicates, kPpsPsuNeeded (joint probabilities name PSUs),
///         kPpsProbabilityNeeded (neither probabilities nor a weight of this level)
[[nodiscard]] std::optional<PlannedPps> plan_pps(const Study& study, Level& root);

/// Gives a design its inclusion probabilities, and the joint ones from their file.
/// @throws Error as `design::add_inclusion_probabilities`, `design::read_pair_weights`, `ingest::read`
void add_pps(const Study& study, const RunOptions& options, const PlannedDesign& planned,
             design::SampleDesign& design);

/// Adds how unequal probabilities enter the variance to the facts of a design, if they do.
void add_pps_facts(const Study& study, std::vector<std::pair<std::string, std::string>>& facts);

}  // namespace sondeo::run
