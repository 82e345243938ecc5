#pragma once

#include <optional>
#include <string>
#include <vector>

#include "program/run/plan.hpp"
#include "weights/weighting_step.hpp"

namespace sondeo::run {

/// A weighting step with its formulas resolved at its role's level.
struct PlannedStep {
  const weights::WeightingStep* step = nullptr;
  std::vector<Formula> variables;  ///< as `weights::variables_of`
  std::optional<Formula> where;
};

/// A role whose weight is made by steps.
struct PlannedRole {
  std::string role;
  Level* level = nullptr;
  std::optional<PlannedWeight> start;  ///< what its steps begin with; absent: 1, or the weights of `from`
  std::optional<std::string> from;     ///< a role that stands before
  std::optional<PlannedWeight> from_weight;  ///< its weight where it has no steps
  std::vector<PlannedStep> steps;
  std::vector<Formula> replicates;  ///< columns of replicate weights, if the design has them
};

/// Whether steps make this role's weight.
[[nodiscard]] bool has_steps(const Study& study, const std::string& role);

/// The role that a step is of. @throws Error kWeightingRoleNeeded
[[nodiscard]] std::string role_of(const Study& study, const weights::WeightingStep& step);

/// The level of a role that has steps. @throws Error kWeightingLevelNeeded, kWeightingLevelsDiffer,
/// kStudyUnknownLevel
[[nodiscard]] Level& level_of_role(const Study& study, const Levels& levels, const std::string& role);

/// The roles in the order in which their weights are made, with all that their steps need collected.
/// @throws Error kWeightingFromPlace, kWeightingFromUnknown, kWeightingFromBelow, kWeightingNoStart; for
/// names that do not exist
[[nodiscard]] std::vector<PlannedRole> plan_weighting(const Study& study, const Levels& levels);

/// Replicates of weights with steps belong to one weight: of the file to one at each level, made ones to one
/// in each indicator.
/// @throws Error kWeightingSeveralRoles
void check_weighting_plan(const Study& study, const Plan& plan);

}  // namespace sondeo::run
