#include "engine/estimation/absent_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace sondeo::estimation {

namespace {

/// Figures that overflowed become absent; n_eff is judged with the design effect it comes from.
bool drop_overflow(Estimate& row) {
  bool dropped = false;
  for (double* figure : {&row.estimate, &row.se, &row.cv, &row.ci_low, &row.ci_high, &row.deff, &row.deff_wor,
                         &row.deft, &row.weight_sum}) {
    if (!std::isinf(*figure)) continue;
    *figure = kAbsent;
    dropped = true;
  }
  return dropped;
}

/// Notes that say how a row came about, and not why it lacks a figure.
bool explains(const std::string& note) {
  constexpr std::array<std::string_view, 9> kOthers = {
      "standardised",    "not_standardised", "df_strata",   "domain_lonely", "replicates_needed",
      "replicates_used", "log_interval",     "empty_cells", "n_varies"};
  const std::string_view name = std::string_view(note).substr(0, note.find('='));
  return std::find(kOthers.begin(), kOthers.end(), name) == kOthers.end();
}

bool lacks_interval(const Estimate& row) { return std::isnan(row.ci_low) || std::isnan(row.ci_high); }

}  // namespace

void explain_absent_figures(Estimate& row, DesignEffects effects) {
  const bool overflow = drop_overflow(row);
  if (std::isinf(row.n_eff)) row.n_eff = kAbsent;
  const bool said = std::any_of(row.notes.begin(), row.notes.end(), explains);
  const bool lacks =
      std::isnan(row.estimate) || std::isnan(row.se) || std::isnan(row.df) || lacks_interval(row);
  if (overflow || (!said && lacks)) row.notes.push_back("out_of_range");
  if (said || std::isnan(row.estimate) || std::isnan(row.se)) return;
  if (row.estimate == 0.0) row.notes.push_back("estimate_zero");
  if (effects == DesignEffects::kNone) return;
  if (row.se == 0.0) row.notes.push_back("se_zero");
  if (std::isnan(row.deff) && row.measure != "quantile") row.notes.push_back("no_variation");
}

}  // namespace sondeo::estimation
