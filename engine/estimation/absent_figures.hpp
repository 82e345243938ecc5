#pragma once

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::estimation {

/// Whether a row is of an estimate that is compared with simple random sampling, or of a function of
/// estimates, which has neither deff nor effective sample size to explain.
enum class DesignEffects { kHas, kNone };

/// Says in a row's notes why figures are absent, where what computed them has not said so already; figures
/// that are no finite number become absent (`df` may be infinite). So that in no row a figure is missing
/// without a note:
/// - `out_of_range`: a figure is beyond what a double can hold, or rounding left none
/// - `estimate_zero`: no cv of an estimate of 0
/// - `se_zero`: an error of 0 (a cell taken whole, equal replicates): no effective sample size
/// - `no_variation`: the values do not vary, so that no simple random sample has a variance to compare with
/// @param row  with its notes, as the estimator wrote it
void explain_absent_figures(Estimate& row, DesignEffects effects = DesignEffects::kHas);

}  // namespace sondeo::estimation
