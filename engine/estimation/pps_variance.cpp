#include "engine/estimation/pps_variance.hpp"

#include <limits>
#include <span>
#include <vector>

#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

using design::LonelyPsu;
using design::PpsDesign;
using design::PpsMethod;
using design::PpsVariance;
using design::SampleDesign;
using design::Stratum;

/// Scores of two estimates at every PSU.
struct ScoresOfAll {
  std::vector<double> a;
  std::vector<double> b;
};

std::vector<double> at_every_psu(const SampleDesign& design, const Scores& scores) {
  std::vector<double> all(design.psu_count(), 0.0);
  for (std::size_t i = 0; i < scores.psus.size(); ++i) {
    all[static_cast<std::size_t>(scores.psus[i])] = scores.values[i];
  }
  return all;
}

/// What one stratum knows: its PSUs' probabilities and scores.
struct StratumScores {
  std::span<const double> probability;
  std::span<const double> a;
  std::span<const double> b;
  double mean_probability = 0;  ///< Hartley-Rao's

  [[nodiscard]] double n() const { return static_cast<double>(a.size()); }
};

double brewer(const StratumScores& h) {
  const double mean_a = numeric::ordered_sum(h.a) / h.n();
  const double mean_b = numeric::ordered_sum(h.b) / h.n();
  numeric::CompensatedSum products;
  for (std::size_t i = 0; i < h.a.size(); ++i) {
    products.add((1 - h.probability[i]) * (h.a[i] - mean_a) * (h.b[i] - mean_b));
  }
  return products.value() * h.n() / (h.n() - 1);
}

/// D_ij of two PSUs of a stratum where it is approximated: shift + slope (pi_i + pi_j).
struct Approximation {
  double shift;
  double slope;

  [[nodiscard]] double weight(double pi, double pj) const {
    return pi == 1.0 && pj == 1.0 ? 0.0 : shift + slope * (pi + pj);
  }
};

Approximation approximation(PpsMethod method, const StratumScores& h) {
  const double scale = 1 / (h.n() - 1);
  if (method == PpsMethod::kOverton) return {-scale, scale / 2};
  return {-(1 + h.mean_probability) * scale, scale};
}

/// sum_{i < j} D_ij (a_i b_j + a_j b_i) by sums alone: with A = sum a, P = sum pi a,
/// sum_{i != j} (pi_i + pi_j) a_i b_j = P_a B + A P_b - 2 sum pi a b.
double pairs_apart(const Approximation& d, const StratumScores& h) {
  numeric::CompensatedSum a;
  numeric::CompensatedSum b;
  numeric::CompensatedSum weighted_a;
  numeric::CompensatedSum weighted_b;
  numeric::CompensatedSum own;
  for (std::size_t i = 0; i < h.a.size(); ++i) {
    const double pi = h.probability[i];
    a.add(h.a[i]);
    b.add(h.b[i]);
    weighted_a.add(pi * h.a[i]);
    weighted_b.add(pi * h.b[i]);
    own.add((d.shift + 2 * d.slope * pi) * h.a[i] * h.b[i]);
  }
  return d.shift * a.value() * b.value() +
         d.slope * (weighted_a.value() * b.value() + a.value() * weighted_b.value()) - own.value();
}

/// The same over the PSUs with certainty, which have D_ij = 0 between them.
double pairs_of_certainty(const Approximation& d, const StratumScores& h) {
  numeric::CompensatedSum a;
  numeric::CompensatedSum b;
  numeric::CompensatedSum own;
  for (std::size_t i = 0; i < h.a.size(); ++i) {
    if (h.probability[i] != 1.0) continue;
    a.add(h.a[i]);
    b.add(h.b[i]);
    own.add(h.a[i] * h.b[i]);
  }
  return (d.shift + 2 * d.slope) * (a.value() * b.value() - own.value());
}

double horvitz_thompson(const Approximation& d, const StratumScores& h) {
  numeric::CompensatedSum own;
  for (std::size_t i = 0; i < h.a.size(); ++i) own.add((1 - h.probability[i]) * h.a[i] * h.b[i]);
  return own.value() + pairs_apart(d, h) - pairs_of_certainty(d, h);
}

/// - sum_{i < j} D_ij (a_i - a_j) (b_i - b_j) = sum_{i < j} D_ij (a_i b_j + a_j b_i) - sum_i R_i a_i b_i with
/// R_i the row sum of D without its diagonal. It does not change when a and b are shifted, and little cancels
/// when their means are 0.
double yates_grundy(const Approximation& d, const StratumScores& h) {
  const double mean_a = numeric::ordered_sum(h.a) / h.n();
  const double mean_b = numeric::ordered_sum(h.b) / h.n();
  std::vector<double> a(h.a.begin(), h.a.end());
  std::vector<double> b(h.b.begin(), h.b.end());
  for (double& value : a) value -= mean_a;
  for (double& value : b) value -= mean_b;
  const double all = numeric::ordered_sum(h.probability);
  double certain = 0;
  for (const double pi : h.probability) certain += pi == 1.0 ? 1 : 0;
  numeric::CompensatedSum own;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double pi = h.probability[i];
    double row = (h.n() - 1) * (d.shift + d.slope * pi) + d.slope * (all - pi);
    if (pi == 1.0) row -= (certain - 1) * (d.shift + 2 * d.slope);
    own.add(row * a[i] * b[i]);
  }
  const StratumScores centred{h.probability, a, b, h.mean_probability};
  return pairs_apart(d, centred) - pairs_of_certainty(d, centred) - own.value();
}

double of_stratum(const PpsDesign& pps, const StratumScores& h) {
  if (pps.method == PpsMethod::kBrewer) return brewer(h);
  const Approximation d = approximation(pps.method, h);
  return pps.variance == PpsVariance::kHorvitzThompson ? horvitz_thompson(d, h) : yates_grundy(d, h);
}

/// Variances that rest on strata, with the rule for those of one PSU.
double by_strata(const SampleDesign& design, const ScoresOfAll& z) {
  const PpsDesign& pps = *design.pps;
  numeric::CompensatedSum total;
  double lonely = 0;
  const auto n = static_cast<double>(design.psu_count());
  const double center_a = numeric::ordered_sum(z.a) / n;
  const double center_b = numeric::ordered_sum(z.b) / n;
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    const Stratum& stratum = design.strata[h];
    if (stratum.certainty()) continue;
    const auto first = static_cast<std::size_t>(stratum.first_psu);
    const auto count = static_cast<std::size_t>(stratum.psu_count);
    if (!stratum.lonely()) {
      const double mean = pps.mean_probability.empty() ? 0.0 : pps.mean_probability[h];
      total.add(of_stratum(
          pps, {std::span(pps.probability).subspan(first, count), std::span(z.a).subspan(first, count),
                std::span(z.b).subspan(first, count), mean}));
      continue;
    }
    lonely += 1;
    if (design.lonely_psu == LonelyPsu::kAdjust) {
      total.add((1 - pps.probability[first]) * (z.a[first] - center_a) * (z.b[first] - center_b));
    }
  }
  if (lonely == 0 || design.lonely_psu != LonelyPsu::kAverage) return total.value();
  const auto strata = static_cast<double>(design.strata.size());
  if (lonely == strata) return std::numeric_limits<double>::quiet_NaN();
  return total.value() * strata / (strata - lonely);
}

double poisson(const PpsDesign& pps, const ScoresOfAll& z) {
  numeric::CompensatedSum total;
  for (std::size_t i = 0; i < z.a.size(); ++i) total.add((1 - pps.probability[i]) * z.a[i] * z.b[i]);
  return total.value();
}

double by_pairs(const PpsDesign& pps, const ScoresOfAll& z) {
  const auto& pairs = pps.pairs;
  const bool grundy = pps.variance == PpsVariance::kYatesGrundy;
  numeric::CompensatedSum total;
  for (std::size_t i = 0; i < z.a.size(); ++i) {
    if (!grundy) total.add(pairs.own[i] * z.a[i] * z.b[i]);
    for (std::size_t k = pairs.start[i]; k < pairs.start[i + 1]; ++k) {
      const auto j = static_cast<std::size_t>(pairs.partner[k]);
      total.add(grundy ? -pairs.value[k] * (z.a[i] - z.a[j]) * (z.b[i] - z.b[j])
                       : pairs.value[k] * (z.a[i] * z.b[j] + z.a[j] * z.b[i]));
    }
  }
  return total.value();
}

double of_all(const SampleDesign& design, const ScoresOfAll& z) {
  switch (design.pps->method) {
    case PpsMethod::kPoisson:
      return poisson(*design.pps, z);
    case PpsMethod::kJoint:
      return by_pairs(*design.pps, z);
    case PpsMethod::kBrewer:
    case PpsMethod::kOverton:
    case PpsMethod::kHartleyRao:
      break;
  }
  return by_strata(design, z);
}

}  // namespace

double pps_variance(const SampleDesign& design, const Scores& scores) {
  return pps_covariance(design, scores, scores);
}

double pps_covariance(const SampleDesign& design, const Scores& a, const Scores& b) {
  return of_all(design, {at_every_psu(design, a), at_every_psu(design, b)});
}

}  // namespace sondeo::estimation
