#include "engine/design/collapse_proposal.hpp"

#include <optional>

#include "engine/design/detail/stratum_groups.hpp"

namespace sondeo::design {

std::vector<ProposedMerge> propose_merges(const SampleDesign& design, const DesignColumns& columns) {
  std::vector<ProposedMerge> proposed;
  const auto rows = detail::rows_of_strata(design);
  std::vector<std::vector<std::int32_t>> groups;  // by ever fewer leading variables
  for (std::size_t shared = columns.strata.size(); shared > 0; --shared) {
    groups.push_back(detail::group_strata(
        design, {columns.strata.begin(), columns.strata.begin() + static_cast<std::ptrdiff_t>(shared) - 1}));
  }
  std::vector<bool> met(design.strata.size(), false);
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    if (!design.strata[h].lonely() || met[h]) continue;
    std::optional<std::size_t> nearest;
    for (std::size_t k = 0; k < groups.size() && !nearest; ++k) {
      nearest = detail::nearest_stratum(design, h, groups[k], rows);
    }
    if (!nearest) continue;
    met[*nearest] = true;
    proposed.push_back({design.strata[h].label, design.strata[*nearest].label});
  }
  return proposed;
}

}  // namespace sondeo::design
