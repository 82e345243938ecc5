#pragma once

#include "engine/estimation/estimate_spec.hpp"

namespace sondeo::estimation {

/// The two ends of a confidence interval; NaN where there is none.
struct Interval {
  double low;
  double high;
};

/// logit: expit(logit p +- t se / (p (1 - p))); wald: p +- t se. For 0 < p < 1.
/// @param p fraction  @param t  quantile of the level and df
/// @source survey-statistics 6 (xlogit, mean)
Interval proportion_interval(ProportionInterval method, double p, double se, double t);

/// Clopper-Pearson for p = 0 or p = 1 with n_eff cases: [0, 1 - (alpha/2)^(1/n_eff)], mirrored for 1.
/// @source survey-statistics 17
Interval extreme_proportion_interval(double p, double effective_n, double level);

/// estimate +- t se
Interval wald_interval(double estimate, double se, double t);

/// exp(ln estimate +- t cv), for estimate > 0.  @source survey-statistics 17
Interval log_interval(double estimate, double se, double t);

}  // namespace sondeo::estimation
