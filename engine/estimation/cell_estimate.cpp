#include "engine/estimation/cell_estimate.hpp"

#include <cmath>

#include "engine/estimation/calibration_residuals.hpp"
#include "engine/estimation/cell_replicates.hpp"
#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

using moments::BreakdownMoments;
using moments::CellSums;

bool divides_by_base(Measure measure) { return measure != Measure::kTotal; }

/// Weighted mean square of e = y - ratio x about its mean, times n / (n - 1): R's svyvar.
/// Without x the sum of squares is that of y alone; for yes/no it is W p (1 - p).
/// @source survey-statistics 9
double residual_variance(const CellSums& sums, const moments::Variate& variate, double weight, double ratio,
                         double total_y) {
  if (sums.n < 2) return kAbsent;
  const bool yes_no = std::holds_alternative<moments::Answers>(variate.y) ||
                      std::holds_alternative<moments::InGroup>(variate.y);
  double squares = 0;
  if (yes_no && variate.x.empty()) {
    squares = total_y * (1 - total_y / weight);
  } else if (variate.x.empty()) {
    squares = sums.yy - sums.y * sums.y / weight;
  } else {
    const double mean = sums.y - ratio * sums.x;
    squares = sums.yy - 2 * ratio * sums.xy + ratio * ratio * sums.xx - mean * mean / weight;
  }
  return squares / weight * sums.n / (sums.n - 1);
}

/// deff = V / (S2 / n) with the estimate's variance under simple random sampling with replacement below.
void set_design_effect(CellEstimate& cell, double variance, double s2, double scale) {
  const double n = cell.sums.n;
  const double simple = s2 / n * scale * scale;
  if (!(simple > 0)) return;
  cell.deff = variance / simple;
  // Weights that sum to about n are normalised: N is unknown and the finite correction would be nonsense.
  const bool weights_are_sizes = cell.weight > 1.05 * n;
  if (weights_are_sizes) cell.deff_wor = cell.deff / ((cell.weight - n) / cell.weight);
}

/// The variance of replicates; the estimate remembers how many had no base.
double variance_of(const design::ReplicateScheme& scheme, const ReplicateTotals& totals, Measure measure,
                   CellEstimate& cell) {
  const auto result = replicate_variance(scheme, totals, divides_by_base(measure), cell.value);
  cell.replicates = scheme.count();
  cell.replicate_kurtosis = result.kurtosis;
  cell.replicates_left_out = scheme.count() - result.used;
  return result.variance;
}

void take_totals(const CellReplicates& replicates, const ScoreForm& form, ReplicateTotals& totals) {
  const auto numerator = replicates.of(form.numerator);
  const auto denominator = replicates.of(form.denominator);
  totals.numerator.assign(numerator.begin(), numerator.end());
  totals.denominator.assign(denominator.begin(), denominator.end());
}

/// The scores of a mean do not change with what y is measured from: from near its mean they keep their
/// digits.
ScoreForm scored_form(ScoreForm form, const TermTotals& totals, std::size_t centred, Measure measure) {
  if (measure != Measure::kMean || centred == form.numerator) return form;
  form.numerator = centred;
  form.ratio = totals.of(centred) * form.scale;
  return form;
}

/// A variance below 0 is none, unless it is the rounding of 0.
double refuse_negative(double variance, CellEstimate& cell) {
  constexpr double kRounding = 1e-12;
  if (!(variance < 0)) return variance;
  cell.negative_variance = std::sqrt(-variance) > kRounding * std::abs(cell.value);
  return cell.negative_variance ? kAbsent : 0.0;
}

}  // namespace

const char* no_variance_note(const CellEstimate& cell) {
  return cell.negative_variance ? "negative_variance" : "all_strata_lonely";
}

double TermTotals::of(std::size_t term) const {
  if (!known_.empty()) return known_[term];
  numeric::CompensatedSum total;
  for (const auto& entry : entries_) total.add(entry.sums[term]);
  return total.value();
}

PointEstimate point_estimate(const CellMoments& at, const Target& target, const TermTotals& totals) {
  const BreakdownMoments& moments = at.moments;
  const std::size_t v = at.variate;
  return point_estimate(moments.sums(at.cell, v),
                        {moments.weight_at(v), moments.y_at(v), moments.x_at(v), moments.centred_at(v)},
                        target, totals);
}

PointEstimate point_estimate(const CellSums& sums, const TermPlaces& places, const Target& target,
                             const TermTotals& totals) {
  PointEstimate point;
  CellEstimate& result = point.cell;
  result.sums = sums;
  result.weight = totals.of(places.weight);
  if (sums.base_weight > 0) {
    const bool complete = sums.n == sums.n_base;
    result.missing_share = complete ? 0.0 : 1 - result.weight / sums.base_weight;
  }
  point.form = {places.y, places.weight, 0, 1, places.weight};
  point.scored = point.form;
  result.no_cases = sums.n == 0;
  if (result.no_cases) return point;

  point.total_y = totals.of(places.y);
  if (divides_by_base(target.measure)) {
    point.form.denominator = places.x;
    point.denominator = totals.of(places.x);
    result.zero_denominator = point.denominator == 0.0;
    if (result.zero_denominator) return point;
    point.form.ratio = point.total_y / point.denominator;
    point.form.scale = 1 / point.denominator;
  }
  result.value = point.total_y / point.denominator;
  point.scored = scored_form(point.form, totals, places.centred, target.measure);
  return point;
}

void set_variance(double variance, const CaseUnits& units, const Target& target, PointEstimate& point) {
  CellEstimate& result = point.cell;
  result.units = units;
  result.se = std::sqrt(variance);
  const double s2 =
      residual_variance(result.sums, target.variate, result.weight, point.form.ratio, point.total_y);
  set_design_effect(result, variance, s2, result.weight / point.denominator);
}

CellEstimate estimate_cell(const LevelRows& rows, const CellMoments& at, const Target& target,
                           CellScratch& scratch) {
  const auto entries = at.moments.entries(at.cell);
  PointEstimate point = point_estimate(at, target, TermTotals(entries));
  CellEstimate& result = point.cell;
  if (!point.has_value()) return result;
  fill_scores(entries, point.scored, scratch.scores);
  if (at.calibration != nullptr) {
    fill_scores(at.by_profile->entries(at.cell), point.scored, scratch.by_profile);
    at.calibration->take_out(at.calibration->products_of(scratch.by_profile), scratch.scores);
  }
  double variance = 0;
  if (rows.made != nullptr) {
    if (at.made != nullptr) {
      take_totals(*at.made, point.form, scratch.totals);
    } else {
      fill_totals(entries, *rows.made, point.form.numerator, point.form.denominator, scratch.totals);
    }
    variance = variance_of(rows.made->scheme, scratch.totals, target.measure, result);
  } else if (at.given != nullptr) {
    variance = variance_of(rows.given->scheme, *at.given, target.measure, result);
  } else {
    variance = refuse_negative(linearized_variance(rows.design, scratch.scores), result);
  }
  set_variance(variance, case_units(rows.design, scratch.scores), target, point);
  return result;
}

}  // namespace sondeo::estimation
