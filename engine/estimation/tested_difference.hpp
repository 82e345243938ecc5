#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "engine/estimation/change.hpp"
#include "engine/estimation/interval.hpp"
#include "engine/estimation/p_adjustment.hpp"
#include "engine/numeric/distribution.hpp"
#include "engine/numeric/tail_probability.hpp"

namespace sondeo::estimation {

// What changes between two editions and trends over several have in common: rows of a table with `se`, `df`,
// limits, `t`, `p`, `p_adjusted`, `verdict` and `notes`.

/// Limits and t test of whether `estimate` is 0. Where there is none a note says why: "no_df", "se_zero".
/// @return whether it was tested
template <typename Row>
bool set_t_test(double estimate, double level, Row& row) {
  if (!(row.df > 0)) {
    row.notes.push_back("no_df");
    return false;
  }
  const Interval ends = wald_interval(estimate, row.se, numeric::t_quantile(1 - (1 - level) / 2, row.df));
  row.ci_low = ends.low;
  row.ci_high = ends.high;
  if (row.se == 0.0) {
    row.notes.push_back("se_zero");
    return false;
  }
  row.t = estimate / row.se;
  row.p = numeric::t_two_sided(row.t, row.df);
  return true;
}

/// Verdicts by the p values adjusted over the table; rows that were not tested keep theirs.
template <typename Table>
void judge_rows(PAdjustment adjustment, Table& table) {
  std::vector<double> p;
  p.reserve(table.rows.size());
  for (const auto& row : table.rows) p.push_back(row.p);
  const auto adjusted = adjusted_p(adjustment, p);
  for (std::size_t i = 0; i < adjusted.size(); ++i) {
    table.rows[i].p_adjusted = adjusted[i];
    if (std::isnan(adjusted[i])) continue;
    table.rows[i].verdict = adjusted[i] < 1 - table.level ? Verdict::kSignificant : Verdict::kNotSignificant;
  }
}

}  // namespace sondeo::estimation
