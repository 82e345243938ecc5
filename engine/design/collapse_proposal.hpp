#pragma once

#include <string>
#include <vector>

#include "engine/design/sample_design.hpp"

namespace sondeo::design {

/// Two strata that could be one.
struct ProposedMerge {
  std::string stratum;  ///< with a single PSU
  std::string into;
};

/// For each stratum with a single PSU the stratum most like it: with as many as possible of the leading
/// strata variables in common, and of those the one nearest in rows (the first in order of codes among
/// equals). A stratum that is already part of a proposal before it gets none.
/// @param columns  those that `design` was built of
[[nodiscard]] std::vector<ProposedMerge> propose_merges(const SampleDesign& design,
                                                        const DesignColumns& columns);

}  // namespace sondeo::design
