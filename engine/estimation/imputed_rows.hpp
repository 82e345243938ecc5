#pragma once

#include <vector>

#include "engine/estimation/estimate_spec.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "engine/estimation/matched_rows.hpp"
#include "engine/estimation/rubin.hpp"

namespace sondeo::estimation {

/// Every estimate combined by Rubin's rules (`combine`); its interval by its method with the combined error
/// and df: of proportions on the combined proportion and the mean n, of quantiles Wald's. Design effects are
/// the combined variance over the mean of the simple random samples'. Counts are means (`n_varies` where n
/// does). A category of cases that a data set lacks is a share of 0 there. Nothing is thrown for a row that
/// cannot be combined: it has no figures and the note `implicates_used=k/m`.
[[nodiscard]] std::vector<Estimate> combine_rows(const MatchedRows& matched, const EstimateSpec& spec,
                                                 ImputationDf rule);

}  // namespace sondeo::estimation
