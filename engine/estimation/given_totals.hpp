#pragma once

#include <span>
#include <vector>

#include "engine/estimation/replicate_variance.hpp"
#include "engine/moments/moments.hpp"

namespace sondeo::estimation {

/// Totals under given replicates. [breakdowns][cells x variates]
using GivenTotals = std::vector<std::vector<ReplicateTotals>>;

/// One pass over the rows for each replicate, with its weights for the full ones. Events of a child level
/// follow their base row: their weights are multiplied by its replicate weight / full weight.
/// The same bits for any number of threads.
[[nodiscard]] GivenTotals reduce_given(const design::RowOrder& order, const GivenReplicates& given,
                                       std::span<const moments::Variate> variates,
                                       std::span<const moments::Cells> cells, unsigned threads);

}  // namespace sondeo::estimation
