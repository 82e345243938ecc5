#include "engine/estimation/change.hpp"

#include <algorithm>
#include <cmath>

#include "engine/estimation/interval.hpp"
#include "engine/estimation/tested_difference.hpp"
#include "engine/numeric/distribution.hpp"
#include "engine/numeric/tail_probability.hpp"

namespace sondeo::estimation {

namespace {

/// (V1 + V2)^2 / (V1^2 / df1 + V2^2 / df2), at most the degrees of freedom of both together.
double degrees_of_freedom(double v1, double df1, double v2, double df2, double shared) {
  if (!(df1 > 0) || !(df2 > 0)) return kAbsent;
  const double parts = v1 * v1 / df1 + v2 * v2 / df2;
  const double together = df1 + df2 - std::min({shared, df1, df2});
  return parts > 0 ? std::min((v1 + v2) * (v1 + v2) / parts, together) : together;
}

void set_ratio(const ChangeBasis& basis, Change& change) {
  const double a = change.first.estimate;
  const double b = change.second.estimate;
  if (a == 0.0) return;
  change.ratio = b / a;
  if (!(change.ratio > 0) || !(change.df > 0)) return;
  const double cv_a = change.first.se / a;
  const double cv_b = change.second.se / b;
  const double variance = cv_a * cv_a + cv_b * cv_b - 2 * basis.covariance / (a * b);
  if (!(variance >= 0)) return;
  const double t = numeric::t_quantile(1 - (1 - basis.level) / 2, change.df);
  const Interval ends = log_interval(change.ratio, change.ratio * std::sqrt(variance), t);
  change.ratio_low = ends.low;
  change.ratio_high = ends.high;
}

}  // namespace

void set_change(const ChangeBasis& basis, Change& change) {
  const double v1 = change.first.se * change.first.se;
  const double v2 = change.second.se * change.second.se;
  change.difference = change.second.estimate - change.first.estimate;
  change.covariance = basis.covariance;
  change.shared_df = basis.shared_df;
  const double variance = v1 + v2 - 2 * basis.covariance;
  if (variance < 0) {
    change.notes.emplace_back("negative_variance");
    return;
  }
  if (std::isnan(variance)) {
    change.notes.emplace_back("no_se");
    return;
  }
  change.se = std::sqrt(variance);
  change.df = degrees_of_freedom(v1, change.first.df, v2, change.second.df, basis.shared_df);
  set_ratio(basis, change);
  set_t_test(change.difference, basis.level, change);
}

void judge_changes(PAdjustment adjustment, ChangeTable& table) { judge_rows(adjustment, table); }

}  // namespace sondeo::estimation
