#include "engine/estimation/composite_rows.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/estimation/interval.hpp"
#include "engine/numeric/distribution.hpp"

namespace sondeo::estimation {

namespace {

/// Why there is no standard error.
const char* absence_of_variance(const CompositeEstimate& composite) {
  if (composite.replicates > 0) return "replicate_empty";
  if (!composite.smooth) return "no_derivative";
  return composite.negative_variance ? "negative_variance" : "all_strata_lonely";
}

/// Why there is no variance, or what was done to have one.
void note_variance(const CompositeEstimate& composite, Estimate& row) {
  if (std::isnan(composite.se)) {
    row.notes.push_back(absence_of_variance(composite));
  } else if (composite.replicates_left_out > 0) {
    row.notes.push_back(fmt::format(
        "replicates_used={}/{}", composite.replicates - composite.replicates_left_out, composite.replicates));
  }
}

void put(const Interval& interval, double per, Estimate& row) {
  row.ci_low = interval.low * per;
  row.ci_high = interval.high * per;
}

}  // namespace

void CompositeRows::set_figures(const CompositeEstimate& composite, const moments::Variate& variate,
                                Estimate& row) {
  write_figures(composite, variate, df_, row);
}

void CompositeRows::set_proportion_figures(const CompositeEstimate& composite,
                                           const moments::Variate& variate, Estimate& row) {
  write_figures(composite, variate, proportion_df_, row);
}

void CompositeRows::write_figures(const CompositeEstimate& composite, const moments::Variate& variate,
                                  DegreesOfFreedom& rule, Estimate& row) {
  row.n_psu = composite.units.psus;
  row.n_strata = composite.units.strata;
  if (std::isnan(composite.value)) {
    row.notes.push_back("not_finite");
    return;
  }
  row.estimate = composite.value;
  row.se = composite.se;
  note_variance(composite, row);
  if (composite.value != 0.0) row.cv = composite.se / std::abs(composite.value);
  const DegreesOfFreedom::Result df = rule.of(composite.units, variate, composite.cases);
  row.df = df.value;
  if (df.fell_back_to_strata) row.notes.push_back("df_strata");
}

bool CompositeRows::has_interval(const CompositeEstimate& composite, Estimate& row) {
  if (std::isnan(composite.se)) return false;
  if (row.df > 0) return true;
  row.notes.push_back("no_df");
  return false;
}

double CompositeRows::t_of(double df) const { return numeric::t_quantile(1 - (1 - spec_.level) / 2, df); }

void CompositeRows::set_interval(const CompositeEstimate& composite, Estimate& row) const {
  if (spec_.other_interval == OtherInterval::kWald) {
    set_wald_interval(composite, row);
    return;
  }
  row.interval = kOtherIntervalNames[static_cast<std::size_t>(OtherInterval::kLog)];
  if (!has_interval(composite, row)) return;
  if (composite.value > 0) {
    put(log_interval(composite.value, composite.se, t_of(row.df)), 1, row);
  } else {
    row.notes.push_back("log_of_negative");
  }
}

void CompositeRows::set_wald_interval(const CompositeEstimate& composite, Estimate& row) const {
  row.interval = kOtherIntervalNames[static_cast<std::size_t>(OtherInterval::kWald)];
  if (!has_interval(composite, row)) return;
  put(wald_interval(composite.value, composite.se, t_of(row.df)), 1, row);
}

void CompositeRows::turn_to_log(double level, Estimate& row) {
  row.interval = kOtherIntervalNames[static_cast<std::size_t>(OtherInterval::kLog)];
  row.notes.push_back("log_interval");
  if (std::isnan(row.ci_low)) return;
  if (row.estimate > 0) {
    put(log_interval(row.estimate, row.se, numeric::t_quantile(1 - (1 - level) / 2, row.df)), 1, row);
  } else {
    put({kAbsent, kAbsent}, 1, row);
    row.notes.push_back("log_of_negative");
  }
}

void CompositeRows::set_proportion_interval(const CompositeEstimate& composite, double per,
                                            Estimate& row) const {
  row.interval = kProportionIntervalNames[static_cast<std::size_t>(spec_.proportion_interval)];
  if (!has_interval(composite, row)) return;
  const double p = composite.value / per;
  if (!(p > 0 && p < 1)) {
    row.notes.push_back(p > 0 ? "p_one" : "p_zero");
    return;
  }
  put(proportion_interval(spec_.proportion_interval,
                          {p, composite.se / per, row.n, row.df, t_of(row.df), spec_.level}),
      per, row);
}

}  // namespace sondeo::estimation
