#include "engine/estimation/interval.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/distribution.hpp"
#include "engine/numeric/root.hpp"

namespace sondeo::estimation {

namespace {

double expit(double x) { return 1 / (1 + std::exp(-x)); }

Interval logit_interval(const ProportionSample& sample) {
  const double logit = std::log(sample.p / (1 - sample.p));
  const double half = sample.t * sample.se / (sample.p * (1 - sample.p));
  return {expit(logit - half), expit(logit + half)};
}

double cases_of_same_variance(const ProportionSample& sample) {
  return sample.p * (1 - sample.p) / (sample.se * sample.se);
}

Interval beta_interval(const ProportionSample& sample, double most_cases) {
  const double ratio = numeric::t_quantile(1 - (1 - sample.level) / 2, sample.n - 1) / sample.t;
  const double n = std::min(cases_of_same_variance(sample) * ratio * ratio, most_cases);
  const double tail = (1 - sample.level) / 2;
  const double yes = n * sample.p;
  const double no = n * (1 - sample.p);
  return {numeric::beta_quantile(tail, yes, no + 1), numeric::beta_quantile(1 - tail, yes + 1, no)};
}

Interval wilson_interval(const ProportionSample& sample) {
  const double n = cases_of_same_variance(sample);
  const double t2 = sample.t * sample.t;
  const double center = sample.p + t2 / (2 * n);
  const double half = sample.t / (2 * n) * std::sqrt(4 * n * sample.p * (1 - sample.p) + t2);
  return {(center - half) / (1 + t2 / n), (center + half) / (1 + t2 / n)};
}

Interval arcsine_interval(const ProportionSample& sample) {
  const double angle = std::asin(std::sqrt(sample.p));
  const double half = sample.t * sample.se / (2 * std::sqrt(sample.p * (1 - sample.p)));
  const double low = std::sin(std::max(angle - half, 0.0));
  const double high = std::sin(std::min(angle + half, std::numbers::pi / 2));
  return {low * low, high * high};
}

/// ln(1 + e^x), of any x.
double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }

/// Scaled deviance of p0 = expit(logit): 2 n (p ln(p / p0) + q ln(q / q0)), weights adding up to n. In terms
/// of the logit, since few cases can put an end so near 1 that q0 is 0 in a double.
double deviance(const ProportionSample& sample, double logit) {
  const double q = 1 - sample.p;
  return 2 * sample.n *
         (sample.p * (std::log(sample.p) + softplus(-logit)) + q * (std::log(q) + softplus(logit)));
}

Interval likelihood_interval(const ProportionSample& sample) {
  const double inflation = sample.n * sample.se * sample.se / (sample.p * (1 - sample.p));
  // The weighted variance of (y - p) / sqrt(p q): whatever the weights, only R's correction of it is not 1.
  const double dispersion = sample.n / (sample.n - 1);
  const double limit = sample.t * sample.t * inflation * dispersion;
  const auto beyond = [&](double logit) { return deviance(sample, logit) - limit; };
  const double logit = std::log(sample.p / (1 - sample.p));
  return {expit(numeric::bracketed_root(beyond, logit, -1)),
          expit(numeric::bracketed_root(beyond, logit, 1))};
}

}  // namespace

Interval proportion_interval(ProportionInterval method, const ProportionSample& sample) {
  // Taken whole, or all PSUs alike: nothing is left to chance. Rounding may leave a trace instead of 0.
  constexpr double kRounding = 1e-13;
  if (sample.se <= kRounding * std::min(sample.p, 1 - sample.p)) return {sample.p, sample.p};
  switch (method) {
    case ProportionInterval::kLogit:
      return logit_interval(sample);
    case ProportionInterval::kWald:
      return wald_interval(sample.p, sample.se, sample.t);
    case ProportionInterval::kBeta:
      return beta_interval(sample, std::numeric_limits<double>::infinity());
    case ProportionInterval::kKornGraubard:
      return beta_interval(sample, sample.n);
    case ProportionInterval::kWilson:
      return wilson_interval(sample);
    case ProportionInterval::kArcsine:
      return arcsine_interval(sample);
    case ProportionInterval::kLikelihood:
      return likelihood_interval(sample);
  }
  ensure(false, "an interval method without a formula");
  return {};
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
