#include "engine/estimation/trend.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/estimation/interval.hpp"
#include "engine/estimation/tested_difference.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/decomposition.hpp"
#include "engine/numeric/distribution.hpp"
#include "engine/numeric/tail_probability.hpp"

namespace sondeo::estimation {

namespace {

using numeric::Matrix;

/// c of the slope.
std::vector<double> slope_contrast(const std::vector<double>& times) {
  const double mean = numeric::ordered_sum(times) / static_cast<double>(times.size());
  numeric::CompensatedSum squares;
  for (const double time : times) squares.add((time - mean) * (time - mean));
  std::vector<double> contrast;
  contrast.reserve(times.size());
  for (const double time : times) contrast.push_back((time - mean) / squares.value());
  return contrast;
}

/// Differences from the first edition.
Matrix differences(std::size_t editions) {
  Matrix contrasts(editions - 1, editions);
  for (std::size_t k = 1; k < editions; ++k) {
    contrasts.at(k - 1, 0) = -1;
    contrasts.at(k - 1, k) = 1;
  }
  return contrasts;
}

/// Slope after an edition less the slope before it: 0 of a straight line.
Matrix bends(const std::vector<double>& times) {
  Matrix contrasts(times.size() - 2, times.size());
  for (std::size_t k = 1; k + 1 < times.size(); ++k) {
    const double before = 1 / (times[k] - times[k - 1]);
    const double after = 1 / (times[k + 1] - times[k]);
    contrasts.at(k - 1, k - 1) = before;
    contrasts.at(k - 1, k) = -before - after;
    contrasts.at(k - 1, k + 1) = after;
  }
  return contrasts;
}

std::vector<double> applied(const Matrix& contrasts, const std::vector<Estimate>& editions) {
  std::vector<double> values;
  values.reserve(contrasts.rows);
  for (std::size_t row = 0; row < contrasts.rows; ++row) {
    numeric::CompensatedSum sum;
    for (std::size_t k = 0; k < editions.size(); ++k) sum.add(contrasts.at(row, k) * editions[k].estimate);
    values.push_back(sum.value());
  }
  return values;
}

/// F of all contrasts being 0; nothing where their covariance is singular.
std::optional<double> wald(const Matrix& contrasts, const Trend& trend) {
  const auto values = applied(contrasts, trend.editions);
  const auto form = numeric::inverse_form(numeric::sandwich(contrasts, trend.covariance), values);
  if (!form) return std::nullopt;
  return *form / static_cast<double>(contrasts.rows);
}

double together(const TrendBasis& basis, const Trend& trend) {
  numeric::CompensatedSum df;
  for (const auto& edition : trend.editions) df.add(edition.df);
  return df.value() - basis.shared_df;
}

double satterthwaite(const std::vector<double>& contrast, const Trend& trend) {
  numeric::CompensatedSum sum;
  numeric::CompensatedSum parts;
  for (std::size_t k = 0; k < contrast.size(); ++k) {
    const double part = contrast[k] * contrast[k] * trend.covariance.at(k, k);
    sum.add(part);
    parts.add(part * part / trend.editions[k].df);
  }
  return parts.value() > 0 ? sum.value() * sum.value() / parts.value() : kAbsent;
}

void set_wald_tests(const TrendBasis& basis, double df, Trend& trend) {
  if (const auto found = wald(differences(trend.editions.size()), trend)) {
    trend.wald = *found;
    trend.wald_df1 = static_cast<double>(trend.editions.size() - 1);
    trend.wald_df2 = df;
    trend.wald_p = numeric::f_upper_tail(*found, trend.wald_df1, df);
  } else {
    trend.notes.emplace_back("singular");
  }
  if (trend.editions.size() < 3) return;
  if (const auto found = wald(bends(basis.times), trend)) {
    trend.curve = *found;
    trend.curve_df1 = static_cast<double>(trend.editions.size() - 2);
    trend.curve_p = numeric::f_upper_tail(*found, trend.curve_df1, df);
  }
}

}  // namespace

void set_trend(const TrendBasis& basis, Trend& trend) {
  const auto contrast = slope_contrast(basis.times);
  Matrix of_slope(1, contrast.size());
  of_slope.values = contrast;
  trend.slope = applied(of_slope, trend.editions).front();
  const double variance = numeric::sandwich(of_slope, trend.covariance).values.front();
  if (!(variance >= 0)) {
    trend.notes.emplace_back(std::isnan(variance) ? "no_se" : "negative_variance");
    return;
  }
  trend.se = std::sqrt(variance);
  const double most = together(basis, trend);
  const double own = satterthwaite(contrast, trend);
  trend.df = std::isnan(own) ? most : std::min(own, most);
  if (set_t_test(trend.slope, basis.level, trend)) set_wald_tests(basis, most, trend);
}

void judge_trends(PAdjustment adjustment, TrendTable& table) { judge_rows(adjustment, table); }

}  // namespace sondeo::estimation
