#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/design/pps_spec.hpp"
#include "engine/design/replicate_spec.hpp"
#include "engine/design/two_phase_spec.hpp"

namespace sondeo::design {

/// What a stratum with a single PSU contributes to the variance (survey-statistics 3).
enum class LonelyPsu { kFail, kRemove, kCertainty, kAdjust, kAverage };

/// A stratum to be made one with another; both by their codes, as messages show them ("1/2").
struct StratumMerge {
  Written stratum;
  Written into;
};

/// Strata merged because of a single PSU: `lonely_psu = { collapse, merge, map }`.
struct CollapseSpec {
  std::vector<Written> within;       ///< variables of the strata that those merged must share; may be empty
  std::vector<StratumMerge> merges;  ///< whatever their PSUs
  std::optional<Written> map;        ///< file of more merges, with columns stratum and into
};

/// A stage of sampling after the first: units drawn inside the units of the stage before.
struct StageSpec {
  std::vector<Written> strata;  ///< nested in the unit of the stage before; empty: one stratum in each
  std::optional<Written> id;    ///< of the units, nested in that unit; absent: each row is its own
  std::optional<Written> fpc;   ///< as the first stage's; absent: drawn from infinitely many
};

/// `[design]`, or the design flags of the command line (DESIGN 5).
struct DesignSpec {
  std::vector<Written> strata;  ///< variables; several are their interaction; empty: one stratum
  std::optional<Written> psu;   ///< nested in strata; absent: each row is its own
  std::optional<Written>
      fpc;  ///< population sizes (all >= 1) or sampling fractions (all <= 1) of the first stage
  std::vector<StageSpec> later_stages;  ///< the second and so on
  bool ultimate_cluster = false;        ///< the variance takes the first stage only
  std::optional<Written> certainty;     ///< yes/no: PSUs that were in the sample for sure
  std::optional<Written> sampled_psus;  ///< file of all PSUs of the sample, those without rows included
  LonelyPsu lonely_psu = LonelyPsu::kFail;
  std::optional<CollapseSpec> collapse;  ///< before the rule for what is still lonely
  bool domain_lonely = false;  ///< `adjust` and `average` also where a domain has cases in one PSU only
  std::optional<PpsSpec> pps;  ///< PSUs drawn without replacement with unequal probabilities
  std::optional<TwoPhaseSpec> two_phase;    ///< a subsample of the rows
  std::optional<ReplicateSpec> replicates;  ///< replicate weights of the file; then no PSU is needed
};

/// A role's weight, a variable or an expression; a role named like a level is that level's default.
struct WeightSpec {
  std::string role;
  Written expression;
  std::optional<Written> where;  ///< who has one: outside it rows are out of the domain
};

}  // namespace sondeo::design
