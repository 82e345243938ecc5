#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/place.hpp"
#include "engine/table/table.hpp"
#include "program/run/execute.hpp"
#include "program/run/study.hpp"
#include "weights/calibrate_step.hpp"
#include "weights/response_rates.hpp"
#include "weights/weight_diagnostics.hpp"

namespace sondeo::run {

/// Which weights are to be written beside the diagnostics.
struct WeighOptions {
  bool with_table = false;
  bool with_templates = false;  ///< files of totals to be filled in, and nothing else
  std::optional<Written> role;  ///< absent: the only one
  std::optional<Place> place;   ///< of what asked for them, for messages
};

struct WeighResult {
  std::vector<weights::RoleReport> roles;
  std::vector<weights::ResponseRow> response;  ///< rates of the stages of the fieldwork
  /// The level's keys (or `row`, its number in the file), `weight`, `factor_1` ... by step, and REP1 ...
  /// where replicates were asked for; labelled.
  std::optional<Table> table;
  std::vector<weights::TotalsTemplate> templates;
  std::vector<std::pair<std::string, std::string>> provenance;
  Diagnostics findings;
};

/// Reads the study's tables, applies its weighting steps and counts the outcomes of its fieldwork; nothing is
/// estimated.
/// @throws Error kWeighNoSteps, kWeighRoleNeeded, kWeighUnknownRole; as `estimate`
[[nodiscard]] WeighResult weigh(const Study& study, const RunOptions& options, const WeighOptions& wanted);

}  // namespace sondeo::run
