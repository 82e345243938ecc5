#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// The formulas of `[design.two_phase]` at a root level; nothing when the study has one phase.
/// @throws Error kTwoPhaseCompany, kTwoPhaseLonelyRule: what two phases do not go with
[[nodiscard]] std::optional<PlannedTwoPhase> plan_two_phase(const Study& study, Level& root);

/// The design of both phases. @throws Error as `design::build_two_phase`; kNotYesNo
[[nodiscard]] design::SampleDesign with_second_phase(const Study& study, const PlannedDesign& planned,
                                                     design::SampleDesign first);

/// Multiplies the weights of a level's rows by what they still lack: the inverse of the second phase's
/// sampling fraction for the first phase's weight, that of the first phase's when no weight was given.
/// @param given    whether the study has a weight; else `weights` are the inverse of the second phase's
/// fraction
/// @param weights  [rows of the level]
void weigh_by_phases(const design::SampleDesign& design, const design::RowOrder& order, bool given,
                     std::span<double> weights);

/// Adds both phases to the facts of a design, if it has two.
void add_two_phase_facts(const Study& study, const design::SampleDesign& design,
                         std::vector<std::pair<std::string, std::string>>& facts);

}  // namespace sondeo::run
