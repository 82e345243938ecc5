#include "engine/estimation/replicate_variance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/numeric/column_rank.hpp"
#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

constexpr std::size_t kRankRows = 256;

/// Replicate weight of a row with full weight.
double weight_of(double value, double full, bool combined) {
  if (!(value > 0) || full == 0.0) return 0;
  return combined ? value : full * value;
}

/// Weights of the rows [first, last), row by row. [rows x R]
std::vector<double> weight_rows(const GivenReplicates& given, std::span<const double> full, std::size_t first,
                                std::size_t last) {
  const std::size_t count = given.columns.size();
  std::vector<double> rows((last - first) * count);
  std::vector<double> values(last - first);
  for (std::size_t r = 0; r < count; ++r) {
    given.columns[r].decode(first, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      rows[i * count + r] = weight_of(values[i], full[first + i], given.combined);
    }
  }
  return rows;
}

std::vector<double> squared_lengths(const GivenReplicates& given, std::span<const double> full) {
  std::vector<double> lengths;
  for (std::size_t r = 0; r < given.columns.size(); ++r) {
    double length = 0;
    for (const double weight : given.weights(r, full)) length += weight * weight;
    lengths.push_back(length);
  }
  return lengths;
}

/// The mean of replicates with rscales > 0.
double mean_of(const design::ReplicateScheme& scheme, std::span<const double> thetas) {
  numeric::CompensatedSum sum;
  double count = 0;
  for (std::size_t r = 0; r < thetas.size(); ++r) {
    if (std::isnan(thetas[r]) || !(scheme.rscales[r] > 0)) continue;
    sum.add(thetas[r]);
    count += 1;
  }
  return sum.value() / count;
}

}  // namespace

std::vector<double> GivenReplicates::weights(std::size_t replicate, std::span<const double> full) const {
  std::vector<double> values = columns[replicate].numbers();
  for (std::size_t row = 0; row < values.size(); ++row) {
    values[row] = weight_of(values[row], full[row], combined);
  }
  return values;
}

double replicate_df(const GivenReplicates& given, std::span<const double> full) {
  const std::size_t count = given.columns.size();
  numeric::ColumnRank columns(squared_lengths(given, full));
  std::size_t next_look = 2 * count;
  for (std::size_t first = 0; first < full.size(); first += kRankRows) {
    const std::size_t last = std::min(first + kRankRows, full.size());
    const auto rows = weight_rows(given, full, first, last);
    for (std::size_t i = 0; i < last - first; ++i) {
      if (full[first + i] != 0.0) columns.add_row(std::span(rows).subspan(i * count, count));
    }
    if (last < next_look) continue;
    if (columns.rank() == count) break;
    next_look = 2 * last;
  }
  return static_cast<double>(columns.rank()) - 1;
}

void fill_totals(std::span<const moments::BreakdownMoments::Entry> entries,
                 const design::Replicates& replicates, std::size_t numerator, std::size_t denominator,
                 ReplicateTotals& totals) {
  const std::size_t count = replicates.scheme.count();
  totals.numerator.assign(count, 0.0);
  totals.denominator.assign(count, 0.0);
  for (const auto& entry : entries) {
    const auto factors = replicates.of_psu(static_cast<std::size_t>(entry.psu));
    const double y = entry.sums[numerator];
    const double x = entry.sums[denominator];
    if (y == 0.0 && x == 0.0) continue;
    for (std::size_t r = 0; r < count; ++r) {
      totals.numerator[r] += factors[r] * y;
      totals.denominator[r] += factors[r] * x;
    }
  }
}

ReplicateVariance replicate_variance(const design::ReplicateScheme& scheme, const ReplicateTotals& totals,
                                     bool divides, double estimate) {
  constexpr double kLeastUsed = 0.9;
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const std::size_t count = scheme.count();
  std::vector<double> thetas(count);
  std::size_t used = 0;
  for (std::size_t r = 0; r < count; ++r) {
    const bool empty = divides && totals.denominator[r] == 0.0;
    thetas[r] = empty ? kNone : totals.numerator[r] / (divides ? totals.denominator[r] : 1.0);
    used += empty ? 0 : 1;
  }
  const double share = static_cast<double>(used) / static_cast<double>(count);
  const bool enough =
      scheme.method == design::ReplicateMethod::kBootstrap ? share >= kLeastUsed : used == count;
  if (!enough) return {kNone, used};
  const double centre = scheme.about_estimate ? estimate : mean_of(scheme, thetas);
  numeric::CompensatedSum squares;
  for (std::size_t r = 0; r < count; ++r) {
    if (!std::isnan(thetas[r])) squares.add(scheme.rscales[r] * (thetas[r] - centre) * (thetas[r] - centre));
  }
  return {scheme.scale / share * squares.value(), used};
}

}  // namespace sondeo::estimation
