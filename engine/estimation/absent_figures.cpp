#include "engine/estimation/absent_figures.hpp"

#include <cmath>

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

bool lacks_interval(const Estimate& row) { return std::isnan(row.ci_low) || std::isnan(row.ci_high); }

}  // namespace

void explain_absent_figures(Estimate& row) {
  const bool overflow = drop_overflow(row);
  if (std::isinf(row.n_eff)) row.n_eff = kAbsent;
  const bool said = !row.notes.empty();
  if (overflow || (!said && (std::isnan(row.estimate) || std::isnan(row.se) || lacks_interval(row)))) {
    row.notes.emplace_back("out_of_range");
  }
  if (std::isnan(row.estimate) || std::isnan(row.se)) return;
  if (row.estimate == 0.0 && !said) row.notes.emplace_back("estimate_zero");
  if (row.se == 0.0 && !said) row.notes.emplace_back("se_zero");
  if (std::isnan(row.deff) && row.measure != "quantile" && !said) row.notes.emplace_back("no_variation");
}

}  // namespace sondeo::estimation
