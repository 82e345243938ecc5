#pragma once

#include "engine/estimation/estimate_spec.hpp"

namespace sondeo::estimation {

/// The two ends of a confidence interval; NaN where there is none.
struct Interval {
  double low;
  double high;
};

/// What an interval of a proportion rests on; 0 < p < 1.
struct ProportionSample {
  double p;      ///< the estimate, a fraction
  double se;     ///< its standard error
  double n;      ///< rows with an answer in the domain
  double df;     ///< degrees of freedom, > 0, may be infinite
  double t;      ///< t quantile of the level and df
  double level;  ///< 0.95
};

/// - logit: expit(logit p +- t se / (p q)); wald: p +- t se
/// - beta: quantiles of beta(n* p, n* q + 1) and beta(n* p + 1, n* q), n* = p q / V (t(n - 1) / t(df))^2
/// - korn-graubard: the same with n* at most n
/// - wilson: (p + t^2 / 2n_e +- t / 2n_e sqrt(4 n_e p q + t^2)) / (1 + t^2 / n_e), n_e = p q / V
/// - arcsine: sin^2(asin sqrt p +- t se / (2 sqrt(p q))), clamped at 0 and 1
/// - likelihood: the p0 at which the deviance over its dispersion n / (n - 1) is t^2 V n / (p q)
/// @source survey-statistics 6 and 17; R survey svyciprop; Korn and Graubard (1998), Survey Methodology
/// 24:193-201
Interval proportion_interval(ProportionInterval method, const ProportionSample& sample);

/// Clopper-Pearson for p = 0 or p = 1 with n_eff cases: [0, 1 - (alpha/2)^(1/n_eff)], mirrored for 1.
/// @source survey-statistics 17
Interval extreme_proportion_interval(double p, double effective_n, double level);

/// estimate +- t se
Interval wald_interval(double estimate, double se, double t);

/// exp(ln estimate +- t cv), for estimate > 0.  @source survey-statistics 17
Interval log_interval(double estimate, double se, double t);

}  // namespace sondeo::estimation
