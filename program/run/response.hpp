#pragma once

#include <optional>
#include <span>
#include <vector>

#include "program/run/weighting.hpp"
#include "weights/response_rates.hpp"

namespace sondeo::run {

/// A stage of the fieldwork with its formulas resolved at its level.
struct PlannedResponse {
  const weights::ResponseSpec* spec = nullptr;
  Level* level = nullptr;
  Formula outcome;
  std::vector<Formula> by;
  std::optional<Formula> where;
  std::optional<Formula> substitute;
  std::optional<Formula> weight;  ///< of a role without steps
};

/// @throws Error kStudyUnknownLevel, kResponseLevelNeeded, kStudyUnknownRole, kWeightingRoleAbove; for names
/// that do not exist
[[nodiscard]] std::vector<PlannedResponse> plan_response(const Study& study, const Levels& levels);

/// The rates of each stage: of all its units, then by group; without the units that stand for others, then
/// with them where some are declared; unweighted, then by base weight where a role is named.
/// @throws Error kStatusUncovered, kStatusMissing, kMissingWeights
[[nodiscard]] std::vector<weights::ResponseRow> response_table(std::span<const PlannedResponse> stages,
                                                               const WeightedRoles& weighted);

}  // namespace sondeo::run
