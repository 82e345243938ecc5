#include "engine/estimation/scores.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "engine/estimation/pps_variance.hpp"
#include "engine/estimation/stage_variance.hpp"
#include "engine/estimation/two_phase_variance.hpp"
#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

using design::SampleDesign;

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

/// What the totals that weights were calibrated to add when they are estimates themselves.
double control_covariance(const Scores& a, const Scores& b) {
  numeric::CompensatedSum sum;
  for (std::size_t i = 0; i < std::min(a.control.size(), b.control.size()); ++i) {
    sum.add(a.control[i] * b.control[i]);
  }
  return sum.value();
}

/// Without what `control` adds.
double sample_covariance(const SampleDesign& design, const Scores& a, const Scores& b) {
  if (design.pps) return pps_covariance(design, a, b);
  if (design.two_phase) return two_phase_covariance(design, a, b);
  const PairedScores paired = pair_scores(a, b);
  return design_covariance(design, {paired.psus, paired.a, paired.b});
}

double sample_variance(const SampleDesign& design, const Scores& scores) {
  if (design.pps) return pps_variance(design, scores);
  if (design.two_phase) return two_phase_variance(design, scores);
  return design_covariance(design, {scores.psus, scores.values, scores.values});
}

}  // namespace

void fill_scores(std::span<const moments::BreakdownMoments::Entry> entries, const ScoreForm& form,
                 Scores& scores) {
  scores.psus.clear();
  scores.values.clear();
  scores.cases.clear();
  scores.control.clear();
  for (const auto& entry : entries) {
    if (entry.sums[form.weight] == 0.0) continue;
    scores.psus.push_back(entry.psu);
    scores.values.push_back(form.scale *
                            (entry.sums[form.numerator] - form.ratio * entry.sums[form.denominator]));
  }
}

CaseUnits case_units(const SampleDesign& design, const Scores& scores) {
  CaseUnits units;
  std::int32_t last_psu = -1;
  const design::Stratum* stratum = nullptr;
  double psus_before = 0;  // of the strata before this one
  const auto end_stratum = [&] {
    const bool everywhere = !scores.cases.empty();  // residuals: no stratum has them in one PSU alone
    if (stratum == nullptr || stratum->psu_count < 2 || stratum->certainty() || everywhere) return;
    if (units.psus == psus_before + 1) units.lone_strata += 1;
  };
  for (std::size_t i = 0; i < scores.psus.size(); ++i) {
    if (!scores.has_cases(i)) continue;
    const std::int32_t psu = design.psu_of_unit(scores.psus[i]);
    if (psu == last_psu) continue;
    last_psu = psu;
    const auto h = static_cast<std::size_t>(design.stratum_of_psu[static_cast<std::size_t>(psu)]);
    if (stratum != &design.strata[h]) {
      end_stratum();
      stratum = &design.strata[h];
      psus_before = units.psus;
      units.strata += 1;
      units.psus_of_strata += stratum->psu_count;
    }
    units.psus += 1;
  }
  end_stratum();
  return units;
}

bool lonely_in_domain(const SampleDesign& design, const CaseUnits& units) {
  const bool answers =
      design.lonely_psu == design::LonelyPsu::kAdjust || design.lonely_psu == design::LonelyPsu::kAverage;
  return design.domain_lonely && answers && units.lone_strata > 0;
}

double linearized_variance(const SampleDesign& design, const Scores& scores) {
  return sample_variance(design, scores) + control_covariance(scores, scores);
}

double linearized_covariance(const SampleDesign& design, const Scores& a, const Scores& b) {
  return sample_covariance(design, a, b) + control_covariance(a, b);
}

}  // namespace sondeo::estimation
