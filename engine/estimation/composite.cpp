#include "engine/estimation/composite.hpp"

#include <algorithm>
#include <cmath>

namespace sondeo::estimation {

namespace {

/// g of each replicate's estimates; NaN where one of them has no base.
ReplicateTotals composite_replicates(std::span<const ScoredEstimate* const> parts, std::size_t count,
                                     const SmoothFunction& function) {
  ReplicateTotals totals{std::vector<double>(count, 0.0), std::vector<double>(count, 0.0)};
  std::vector<double> estimates(parts.size());
  for (std::size_t r = 0; r < count; ++r) {
    for (std::size_t j = 0; j < parts.size(); ++j) estimates[j] = parts[j]->replicates[r];
    const double value = function(estimates, {});
    if (!std::isfinite(value)) continue;
    totals.numerator[r] = value;
    totals.denominator[r] = 1;
  }
  return totals;
}

/// What one estimate adds to the scores of a PSU.
struct Term {
  std::int32_t psu = 0;
  bool has_cases = true;
  double value = 0;
};

}  // namespace

VarianceBasis variance_basis(const LevelRows& rows) {
  if (rows.made != nullptr) return {rows.design, &rows.made->scheme};
  if (rows.given != nullptr) return {rows.design, &rows.given->scheme};
  return {rows.design, nullptr};
}

Scores combined_scores(std::span<const ScoredEstimate* const> parts, std::span<const double> factors) {
  std::vector<Term> terms;
  bool residuals = false;
  Scores combined;
  for (std::size_t j = 0; j < parts.size(); ++j) {
    const Scores& scores = parts[j]->scores;
    residuals = residuals || !scores.cases.empty();
    for (std::size_t i = 0; i < scores.psus.size(); ++i) {
      terms.push_back({scores.psus[i], scores.has_cases(i), factors[j] * scores.values[i]});
    }
    combined.control.resize(std::max(combined.control.size(), scores.control.size()));
    for (std::size_t i = 0; i < scores.control.size(); ++i) {
      combined.control[i] += factors[j] * scores.control[i];
    }
  }
  // Stable: the terms of a PSU are added in the order of the parts.
  std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.psu < b.psu; });
  for (const Term& term : terms) {
    if (combined.psus.empty() || combined.psus.back() != term.psu) {
      combined.psus.push_back(term.psu);
      combined.values.push_back(0);
      if (residuals) combined.cases.push_back(0);
    }
    combined.values.back() += term.value;
    if (residuals && term.has_cases) combined.cases.back() = 1;
  }
  return combined;
}

CompositeEstimate composite_estimate(const VarianceBasis& basis, std::span<const ScoredEstimate* const> parts,
                                     const SmoothFunction& function) {
  CompositeEstimate result;
  std::vector<double> estimates;
  for (const auto* part : parts) {
    estimates.push_back(part->value);
    result.cases.push_back(part->cases);
  }
  std::vector<double> gradient(parts.size());
  result.value = function(estimates, gradient);
  const bool finite = std::isfinite(result.value);
  result.smooth =
      finite && std::all_of(gradient.begin(), gradient.end(), [](double d) { return std::isfinite(d); });
  if (!result.smooth) std::fill(gradient.begin(), gradient.end(), 0.0);
  result.scores = combined_scores(parts, gradient);
  result.units = case_units(basis.design, result.scores);
  if (!finite) result.value = kAbsent;
  if (!finite || (!result.smooth && basis.replicates == nullptr)) return result;
  if (basis.replicates == nullptr) {
    const double variance = linearized_variance(basis.design, result.scores);
    result.negative_variance = variance < 0;
    if (!result.negative_variance) result.se = std::sqrt(variance);
    return result;
  }
  const auto totals = composite_replicates(parts, basis.replicates->count(), function);
  const auto variance = replicate_variance(*basis.replicates, totals, true, result.value);
  result.se = std::sqrt(variance.variance);
  result.replicates = basis.replicates->count();
  result.replicates_left_out = basis.replicates->count() - variance.used;
  return result;
}

}  // namespace sondeo::estimation
