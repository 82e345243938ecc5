#include "program/run/series_cap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/estimation/quantile_rule.hpp"
#include "engine/numeric/compensated.hpp"

namespace sondeo::run {

namespace {

double cap_of(const SeriesCounts& series, std::vector<std::size_t>& rows, double p) {
  if (rows.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::size_t a, std::size_t b) { return series.counts[a] < series.counts[b]; });
  std::vector<double> values;
  std::vector<double> weights;
  std::vector<double> cumulated;
  values.reserve(rows.size());
  weights.reserve(rows.size());
  cumulated.reserve(rows.size());
  numeric::CompensatedSum sum;
  for (const std::size_t row : rows) {
    values.push_back(series.counts[row]);
    weights.push_back(series.weight.empty() ? 1.0 : series.weight[row]);
    sum.add(weights.back());
    cumulated.push_back(sum.value());
  }
  return estimation::quantile_of({values, weights, cumulated}, estimation::QuantileRule::kHf1, p);
}

}  // namespace

std::vector<double> series_caps(const SeriesCounts& series, double p) {
  std::vector<std::vector<std::size_t>> rows(series.groups);
  for (std::size_t row = 0; row < series.counts.size(); ++row) {
    const bool known =
        !std::isnan(series.counts[row]) && (series.unknown.empty() || series.unknown[row] != 1);
    const bool weighs = series.weight.empty() || series.weight[row] > 0;
    if (known && weighs && series.group[row] >= 0)
      rows[static_cast<std::size_t>(series.group[row])].push_back(row);
  }
  std::vector<double> caps;
  caps.reserve(rows.size());
  for (auto& own : rows) caps.push_back(cap_of(series, own, p));
  return caps;
}

}  // namespace sondeo::run
