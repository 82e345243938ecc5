#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/codes.hpp"
#include "engine/estimation/imputation.hpp"
#include "engine/estimation/imputed_notes.hpp"
#include "engine/numeric/distribution.hpp"
#include "engine/numeric/tail_probability.hpp"

namespace sondeo::estimation {

namespace {

using Fits = std::span<const ModelResult* const>;

void require_same_terms(Fits fits) {
  const auto& first = fits.front()->coefficients;
  for (std::size_t k = 1; k < fits.size(); ++k) {
    const auto& other = fits[k]->coefficients;
    const bool same = std::equal(first.begin(), first.end(), other.begin(), other.end(),
                                 [](const auto& a, const auto& b) { return a.term == b.term; });
    if (same) continue;
    throw Error({code::kImputationModelTerms,
                 {{"model", fits.front()->model}, {"implicate", std::to_string(k + 1)}},
                 {},
                 {},
                 {}});
  }
}

double mean_of(Fits fits, double ModelResult::*figure) {
  std::vector<double> values;
  for (const auto* fit : fits) values.push_back(fit->*figure);
  return mean_over_implicates(values);
}

void set_counts(Fits fits, ModelResult& model) {
  for (const auto figure : {&ModelResult::n, &ModelResult::n_missing, &ModelResult::missing_share,
                            &ModelResult::n_psu, &ModelResult::n_strata, &ModelResult::weight_sum}) {
    model.*figure = mean_of(fits, figure);
  }
  for (const auto* fit : fits) model.iterations = std::max(model.iterations, fit->iterations);
  const bool differs =
      std::any_of(fits.begin(), fits.end(), [&](const auto* fit) { return fit->n != model.n; });
  if (differs) model.notes.emplace_back("n_varies");
}

/// t, p, interval and ratio of an estimate and its error.
void set_inference(double level, Coefficient& out) {
  if (!std::isnan(out.odds_ratio)) out.odds_ratio = std::exp(out.estimate);
  if (!std::isnan(out.rate_ratio)) out.rate_ratio = std::exp(out.estimate);
  out.t = out.p = out.ci_low = out.ci_high = std::numeric_limits<double>::quiet_NaN();
  if (!(out.df > 0) || !(out.se > 0)) return;
  const double t = numeric::t_quantile(1 - (1 - level) / 2, out.df);
  out.t = out.estimate / out.se;
  out.p = numeric::t_two_sided(out.t, out.df);
  out.ci_low = out.estimate - t * out.se;
  out.ci_high = out.estimate + t * out.se;
}

void combine_coefficient(Fits fits, std::size_t j, ImputationDf rule, Coefficient& out) {
  std::vector<ImplicateFigures> figures;
  for (const auto* fit : fits) {
    const auto& own = fit->coefficients[j];
    figures.push_back({own.estimate, own.se, own.df});
  }
  const CombinedFigures combination = combine(figures, rule);
  out.estimate = combination.estimate;
  out.se = combination.se;
  out.df = combination.df;
  if (!std::isnan(out.se)) out.fmi = combination.fmi;
}

}  // namespace

ModelResult combine_models(Fits fits, ImputationDf rule) {
  require_same_terms(fits);
  ModelResult model = *fits.front();
  std::vector<const std::vector<std::string>*> notes;
  for (const auto* fit : fits) notes.push_back(&fit->notes);
  model.notes = merged_notes(notes);
  set_counts(fits, model);
  for (std::size_t j = 0; j < model.coefficients.size(); ++j) {
    combine_coefficient(fits, j, rule, model.coefficients[j]);
    set_inference(model.level, model.coefficients[j]);
  }
  return model;
}

}  // namespace sondeo::estimation
