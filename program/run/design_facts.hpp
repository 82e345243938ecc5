#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/design/replicates.hpp"
#include "engine/design/sample_design.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// What the variance rests on, every default written out: strata, PSUs, fpc, weights, lonely PSUs, df,
/// intervals.
/// @param replicates  what the variance rests on; null: linearised
void add_design_facts(const Study& study, const PlannedDesign& planned, const design::SampleDesign& design,
                      const design::ReplicateScheme* replicates, estimation::DesignSummary& summary);

/// Where the figures come from: study, files, version.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> provenance(const Study& study);

}  // namespace sondeo::run
