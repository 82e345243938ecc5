#include "program/run/root_designs.hpp"

#include <utility>

#include "program/run/made_replicates.hpp"
#include "program/run/pps.hpp"
#include "program/run/two_phase.hpp"

namespace sondeo::run {

std::vector<Formula> unit_formulas(std::span<const PlannedDesign> planned, const Level& level) {
  std::vector<Formula> units;
  for (const auto& each : planned) {
    if (each.root != &level) continue;
    units = each.strata;
    if (each.psu) units.push_back(*each.psu);
  }
  return units;
}

RootDesigns build_root_designs(const Study& study, const RunOptions& options,
                               std::span<const PlannedDesign> planned, MergeProposals proposals,
                               Diagnostics& findings) {
  RootDesigns roots;
  for (const auto& each : planned) {
    design::SampleDesign built = built_design(each, study, proposals, findings);
    if (each.pps) add_pps(study, options, each, built);
    if (each.two_phase) built = with_second_phase(study, each, std::move(built));
    const auto& design = roots.designs.emplace(each.root, std::move(built)).first->second;
    if (study.estimate.replicates) {
      roots.made.emplace(each.root, make_replicates(each, design, *study.estimate.replicates));
    }
  }
  return roots;
}

}  // namespace sondeo::run
