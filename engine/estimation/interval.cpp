#include "engine/estimation/interval.hpp"

#include <cmath>

#include "engine/numeric/distribution.hpp"

namespace sondeo::estimation {

namespace {

double expit(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

Interval proportion_interval(ProportionInterval method, double p, double se, double t) {
  if (method == ProportionInterval::kWald) return wald_interval(p, se, t);
  const double logit = std::log(p / (1 - p));
  const double half = t * se / (p * (1 - p));
  return {expit(logit - half), expit(logit + half)};
}

Interval extreme_proportion_interval(double p, double effective_n, double level) {
  const double upper = numeric::beta_quantile(1 - (1 - level) / 2, 1, effective_n);
  return p == 0.0 ? Interval{0, upper} : Interval{1 - upper, 1};
}

Interval wald_interval(double estimate, double se, double t) {
  return {estimate - t * se, estimate + t * se};
}

Interval log_interval(double estimate, double se, double t) {
  const double half = t * se / estimate;
  return {estimate * std::exp(-half), estimate * std::exp(half)};
}

}  // namespace sondeo::estimation
