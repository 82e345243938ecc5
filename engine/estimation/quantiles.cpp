#include "engine/estimation/quantiles.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/estimation/cell_grid.hpp"
#include "engine/estimation/interval.hpp"
#include "engine/estimation/row_description.hpp"
#include "engine/moments/row_values.hpp"
#include "engine/numeric/distribution.hpp"

namespace sondeo::estimation {

namespace {

/// Quantiles whose shares are added up in one pass: bounds the memory of moments and indicators.
constexpr std::size_t kAtOnce = 8;

ProportionInterval method_of(QuantileInterval interval) {
  switch (interval) {
    case QuantileInterval::kLogit:
      return ProportionInterval::kLogit;
    case QuantileInterval::kBeta:
      return ProportionInterval::kBeta;
    case QuantileInterval::kArcsine:
      return ProportionInterval::kArcsine;
    case QuantileInterval::kWald:
      break;
  }
  return ProportionInterval::kWald;
}

/// 1 for the rows at or below the quantile of their cell, 0 above it; -1, missing, for all others.
/// @param quantiles  of each cell
std::vector<std::int8_t> below_quantile(const moments::Variate& variate, const moments::Cells& cells,
                                        std::span<const numeric::NumberedValue> by_value,
                                        std::span<const double> quantiles) {
  std::vector<std::int8_t> below(variate.weight.size(), -1);
  for (const auto& [value, number] : by_value) {
    const auto row = static_cast<std::size_t>(number);
    const std::int32_t cell = cells.cell_of_row.empty() ? 0 : cells.cell_of_row[row];
    if (cell < 0) continue;
    below[row] = value <= quantiles[static_cast<std::size_t>(cell)] ? 1 : 0;
  }
  return below;
}

}  // namespace

void QuantileWriter::write(std::span<const Target> targets, std::vector<Estimate>& out) {
  const auto by_value = rows_by_value(rows_, targets.front().variate);
  for (const auto& breakdown : breakdowns_) write_breakdown(targets, breakdown, by_value, out);
}

void QuantileWriter::write_breakdown(std::span<const Target> targets, const Breakdown& breakdown,
                                     std::span<const numeric::NumberedValue> by_value,
                                     std::vector<Estimate>& out) {
  const OrderedCells ordered(by_value, targets.front().variate, breakdown.cells);
  const auto cells = static_cast<std::size_t>(breakdown.cells.count);
  std::vector<double> quantiles(targets.size() * cells, kAbsent);  // [targets x cells]
  std::vector<CellEstimate> below;                                 // likewise
  for (std::size_t t = 0; t < targets.size(); ++t) {
    for (std::size_t cell = 0; cell < cells; ++cell) {
      const OrderedSample sample = ordered.sample(cell);
      if (sample.size() == 0) continue;
      quantiles[t * cells + cell] = quantile_of(sample, targets[t].rule, targets[t].probability);
    }
  }
  for (std::size_t first = 0; first < targets.size(); first += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, targets.size() - first);
    const auto part = shares_below(targets.subspan(first, count), breakdown, by_value,
                                   std::span(quantiles).subspan(first * cells, count * cells));
    below.insert(below.end(), part.begin(), part.end());
  }
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t t = 0; t < targets.size(); ++t) {
      out.push_back(describe_row(rows_, targets[t], breakdown, cell, spec_.level));
      set_figures(targets[t], ordered.sample(cell), quantiles[t * cells + cell], below[t * cells + cell],
                  df_.of(below[t * cells + cell].units, targets[t].variate, breakdown.cells, cell),
                  out.back());
    }
  }
}

std::vector<CellEstimate> QuantileWriter::shares_below(std::span<const Target> targets,
                                                       const Breakdown& breakdown,
                                                       std::span<const numeric::NumberedValue> by_value,
                                                       std::span<const double> quantiles) const {
  const auto cells = static_cast<std::size_t>(breakdown.cells.count);
  std::vector<std::vector<std::int8_t>> answers;
  std::vector<Target> shares;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const auto& variate = targets[t].variate;
    answers.push_back(
        below_quantile(variate, breakdown.cells, by_value, quantiles.subspan(t * cells, cells)));
    shares.push_back(targets[t]);
    shares.back().measure = Measure::kProportion;
    shares.back().variate.y = moments::Answers{answers.back()};
  }
  const CellGrid grid = estimate_cells(rows_, shares, {&breakdown, 1}, threads_);
  std::vector<CellEstimate> below;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    for (std::size_t cell = 0; cell < cells; ++cell) below.push_back(grid.at(0, cell, t));
  }
  return below;
}

void QuantileWriter::set_figures(const Target& target, const OrderedSample& sample, double quantile,
                                 const CellEstimate& below, const DegreesOfFreedom::Result& df,
                                 Estimate& row) const {
  set_counts(below, row);
  // How many are at or below a quantile is not what a reader of "events" would expect.
  row.n_events = kAbsent;
  row.n_victims = kAbsent;
  if (below.no_cases) {
    row.notes.push_back("empty_domain");
    return;
  }
  row.estimate = quantile * target.per;
  row.interval =
      fmt::format("woodruff-{}", kQuantileIntervalNames[static_cast<std::size_t>(spec_.quantile_interval)]);
  row.df = df.value;
  if (df.fell_back_to_strata) row.notes.push_back("df_strata");
  if (lonely_in_domain(rows_.design, below.units)) row.notes.push_back("domain_lonely");
  set_interval(target, sample, quantile, below, row);
  if (quantile != 0.0) row.cv = row.se / std::abs(row.estimate);
}

void QuantileWriter::set_interval(const Target& target, const OrderedSample& sample, double quantile,
                                  const CellEstimate& below, Estimate& row) const {
  if (below.none() || below.all()) {
    row.notes.push_back(below.none() ? "p_zero" : "p_one");
    return;
  }
  if (std::isnan(below.se)) {
    row.notes.push_back(no_variance_note(below));
    return;
  }
  if (!(row.df > 0)) {
    row.notes.push_back("no_df");
    return;
  }
  const double t = numeric::t_quantile(1 - (1 - spec_.level) / 2, row.df);
  Interval ends{quantile, quantile};  // taken whole: nothing is left to chance
  if (below.se > 0) {
    const auto share = proportion_interval(method_of(spec_.quantile_interval),
                                           {below.value, below.se, below.sums.n, row.df, t, spec_.level});
    const auto read = [&](double end) {
      return end >= 0 && end <= 1 ? quantile_of(sample, target.rule, end) : kAbsent;
    };
    ends = {read(share.low), read(share.high)};
  }
  row.ci_low = ends.low * target.per;
  row.ci_high = ends.high * target.per;
  row.se = (row.ci_high - row.ci_low) / (2 * t);
  if (std::isnan(ends.low)) row.notes.push_back("low_end_outside");
  if (std::isnan(ends.high)) row.notes.push_back("high_end_outside");
}

}  // namespace sondeo::estimation
