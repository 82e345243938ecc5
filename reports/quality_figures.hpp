#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "engine/table/table.hpp"

namespace sondeo::reports {

/// What the conditions of a quality scheme may ask of a row of the result table, as columns; a figure that a
/// row does not have is missing.
///
/// - `estimate` and `se` in the row's unit; `p` the estimate of a proportion as a fraction, missing for other
///   measures; `cv`, `df`, `deff`, `n`, `n_psu`, `missing_share` as in the result table
/// - `k` cases behind the figure: rows with the event (proportions, shares, totals), victims (rates), else n
/// - `ess` = n / deff; infinite where deff is 0
/// - `p_se` its SE as a fraction; `log_cv` = cv / -ln p for p < 0.5, cv / -ln(1 - p) above
/// - `se_bound` = p^(2/3) / 9, mirrored above 0.5: the largest SE of a reliable proportion of INE Chile
/// - `p_n_eff` = p q / se^2, at most n; n for p = 0 and p = 1
/// - `width` of Korn and Graubard's 95 % interval of p with n_eff at most n; 1 without degrees of freedom
/// - `relative_width` = width / p, infinite for p = 0; `relative_width_complement` = width / (1 - p)
/// - `log_width` = exp(t cv) - exp(-t cv): the 95 % interval on the log scale over the estimate
/// - `known_domain` yes/no: the sample was designed for the row's disaggregation, or it is the total
///
/// @param known  for each row whether its domain is a known one
/// @source reference indicators 4.2; Parker et al. (2017), Vital and Health Statistics 2(175)
[[nodiscard]] Table quality_figures(std::span<const estimation::Estimate> rows,
                                    const std::vector<std::int8_t>& known);

}  // namespace sondeo::reports
