#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/design/design_spec.hpp"
#include "engine/estimation/estimate_spec.hpp"

namespace sondeo::estimation {

/// Sets what a package does by default where sondeo's default is another; what is said afterwards stands.
///
/// r      `confint` of means, totals and ratios is normal, below 0 too; `svyciprop` and `svyquantile` take t
/// with
///        the df of the subset; `deff` is against sampling without replacement
/// stata  t with the PSUs - strata of the strata that have cases; deff as R's
/// sas    t with the PSUs - strata of the whole sample; Wald intervals of proportions; strata with one PSU
/// left
///        out; quantiles interpolated (hf4); deff without replacement where there is an fpc
/// spss   t with the PSUs - strata of the whole sample
/// @source docs/like.md, row by row
void follow(Like package, EstimateSpec& estimate);

/// What the package does with a stratum of one PSU, where that is not what sondeo does.
[[nodiscard]] std::optional<design::LonelyPsu> lonely_psu_of(Like package);

/// A convention that the package's name set: the key of a study, its value, and sondeo's own.
struct Difference {
  std::string key;
  std::string theirs;
  std::string ours;
};

/// What `estimate.like` changed and nobody changed again.
/// @param lonely_psu  as used
[[nodiscard]] std::vector<Difference> differences(const EstimateSpec& estimate, design::LonelyPsu lonely_psu);

/// The rule's word, or the number.
[[nodiscard]] std::string df_text(const DfSpec& df);

}  // namespace sondeo::estimation
