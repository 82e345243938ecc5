#include "engine/estimation/scores.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "engine/estimation/pps_variance.hpp"
#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

using design::LonelyPsu;
using design::SampleDesign;
using design::Stratum;

/// The scores of one stratum: [first, last) of the list.
struct StratumRange {
  const Stratum& stratum;
  std::size_t first;
  std::size_t last;
};

template <typename Visit>
void for_each_stratum(const SampleDesign& design, std::span<const std::int32_t> psus, Visit visit) {
  for (std::size_t first = 0; first < psus.size();) {
    const auto h = static_cast<std::size_t>(design.stratum_of_psu[static_cast<std::size_t>(psus[first])]);
    const auto& stratum = design.strata[h];
    const std::int32_t end_psu = stratum.first_psu + stratum.psu_count;
    std::size_t last = first;
    while (last < psus.size() && psus[last] < end_psu) ++last;
    visit(StratumRange{stratum, first, last});
    first = last;
  }
}

/// What `adjust` centres a lonely PSU at: the mean of all PSU totals of the strata with cases.
double grand_mean(const SampleDesign& design, const Scores& scores) {
  const CaseUnits units = case_units(design, scores);
  return units.psus_of_strata > 0 ? numeric::ordered_sum(scores.values) / units.psus_of_strata : 0.0;
}

/// `average` gives each lonely stratum the mean variance of the others: H / (H - lonely).
double lonely_inflation(double strata, double lonely) {
  if (lonely == 0) return 1;
  return lonely < strata ? strata / (strata - lonely) : std::numeric_limits<double>::quiet_NaN();
}

double stratum_factor(const Stratum& stratum) {
  const double n = stratum.psu_count;
  return (1 - stratum.sampling_fraction) * n / (n - 1);
}

/// Sum of (z - mean)^2 over all n_h PSUs, those not listed being 0.
double squares_about_mean(std::span<const double> values, double n) {
  const double mean = numeric::ordered_sum(values) / n;
  numeric::CompensatedSum squares;
  for (const double z : values) squares.add((z - mean) * (z - mean));
  squares.add((n - static_cast<double>(values.size())) * mean * mean);
  return squares.value();
}

/// Scores of the PSUs that have cases of a or of b, zero where one has none.
struct PairedScores {
  std::vector<std::int32_t> psus;
  std::vector<double> a;
  std::vector<double> b;
};

PairedScores pair_scores(const Scores& a, const Scores& b) {
  PairedScores paired;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.psus.size() || j < b.psus.size()) {
    const std::int32_t psu_a = i < a.psus.size() ? a.psus[i] : std::numeric_limits<std::int32_t>::max();
    const std::int32_t psu_b = j < b.psus.size() ? b.psus[j] : std::numeric_limits<std::int32_t>::max();
    paired.psus.push_back(std::min(psu_a, psu_b));
    paired.a.push_back(psu_a <= psu_b ? a.values[i] : 0.0);
    paired.b.push_back(psu_b <= psu_a ? b.values[j] : 0.0);
    if (psu_a <= psu_b) ++i;
    if (psu_b <= psu_a) ++j;
  }
  return paired;
}

double products_about_means(std::span<const double> a, std::span<const double> b, double n) {
  const double mean_a = numeric::ordered_sum(a) / n;
  const double mean_b = numeric::ordered_sum(b) / n;
  numeric::CompensatedSum products;
  for (std::size_t i = 0; i < a.size(); ++i) products.add((a[i] - mean_a) * (b[i] - mean_b));
  products.add((n - static_cast<double>(a.size())) * mean_a * mean_b);
  return products.value();
}

}  // namespace

void fill_scores(std::span<const moments::BreakdownMoments::Entry> entries, const ScoreForm& form,
                 Scores& scores) {
  scores.psus.clear();
  scores.values.clear();
  for (const auto& entry : entries) {
    if (entry.sums[form.weight] == 0.0) continue;
    scores.psus.push_back(entry.psu);
    scores.values.push_back(form.scale *
                            (entry.sums[form.numerator] - form.ratio * entry.sums[form.denominator]));
  }
}

CaseUnits case_units(const SampleDesign& design, const Scores& scores) {
  CaseUnits units;
  units.psus = static_cast<double>(scores.psus.size());
  for_each_stratum(design, scores.psus, [&](const StratumRange& range) {
    units.strata += 1;
    units.psus_of_strata += range.stratum.psu_count;
  });
  return units;
}

double linearized_variance(const SampleDesign& design, const Scores& scores) {
  if (design.pps) return pps_variance(design, scores);
  numeric::CompensatedSum variance;
  double strata = 0;
  double lonely = 0;
  const bool adjust = design.lonely_psu == LonelyPsu::kAdjust;
  const double center = adjust ? grand_mean(design, scores) : 0.0;
  for_each_stratum(design, scores.psus, [&](const StratumRange& range) {
    strata += 1;
    const Stratum& stratum = range.stratum;
    if (stratum.certainty()) return;
    const auto values = std::span(scores.values).subspan(range.first, range.last - range.first);
    if (stratum.lonely()) {
      lonely += 1;
      if (adjust) variance.add((1 - stratum.sampling_fraction) * (values[0] - center) * (values[0] - center));
      return;
    }
    variance.add(stratum_factor(stratum) * squares_about_mean(values, stratum.psu_count));
  });
  const double inflation = design.lonely_psu == LonelyPsu::kAverage ? lonely_inflation(strata, lonely) : 1.0;
  return variance.value() * inflation;
}

double linearized_covariance(const SampleDesign& design, const Scores& a, const Scores& b) {
  if (design.pps) return pps_covariance(design, a, b);
  const PairedScores paired = pair_scores(a, b);
  numeric::CompensatedSum covariance;
  double strata = 0;
  double lonely = 0;
  const bool adjust = design.lonely_psu == LonelyPsu::kAdjust;
  const double center_a = adjust ? grand_mean(design, {paired.psus, paired.a}) : 0.0;
  const double center_b = adjust ? grand_mean(design, {paired.psus, paired.b}) : 0.0;
  for_each_stratum(design, paired.psus, [&](const StratumRange& range) {
    strata += 1;
    const Stratum& stratum = range.stratum;
    if (stratum.certainty()) return;
    const auto count = range.last - range.first;
    const auto z_a = std::span(paired.a).subspan(range.first, count);
    const auto z_b = std::span(paired.b).subspan(range.first, count);
    if (stratum.lonely()) {
      lonely += 1;
      if (adjust) covariance.add((1 - stratum.sampling_fraction) * (z_a[0] - center_a) * (z_b[0] - center_b));
      return;
    }
    covariance.add(stratum_factor(stratum) * products_about_means(z_a, z_b, stratum.psu_count));
  });
  const double inflation = design.lonely_psu == LonelyPsu::kAverage ? lonely_inflation(strata, lonely) : 1.0;
  return covariance.value() * inflation;
}

}  // namespace sondeo::estimation
