#include "engine/estimation/replicate_variance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

/// Replicate weight of a row with full weight.
double weight_of(double value, double full, const GivenReplicates& given) {
  const bool counts = given.may_be_negative ? !std::isnan(value) : value > 0;
  if (!counts || full == 0.0) return 0;
  return given.combined ? value : full * value;
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
    values[row] = weight_of(values[row], full[row], *this);
  }
  return values;
}

void fill_totals(std::span<const moments::BreakdownMoments::Entry> entries,
                 const design::Replicates& replicates, std::size_t numerator, std::size_t denominator,
                 ReplicateTotals& totals) {
  const std::size_t count = replicates.scheme.count();
  totals.numerator.assign(count, 0.0);
  totals.denominator.assign(count, 0.0);
  for (const auto& entry : entries) {
    const auto factors = replicates.of_unit(static_cast<std::size_t>(entry.psu));
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
  if (!enough) return {kNone, used, kNone};
  const double centre = scheme.about_estimate ? estimate : mean_of(scheme, thetas);
  numeric::CompensatedSum squares;
  numeric::CompensatedSum plain_squares;
  numeric::CompensatedSum fourth_powers;
  for (std::size_t r = 0; r < count; ++r) {
    if (std::isnan(thetas[r])) continue;
    const double square = (thetas[r] - centre) * (thetas[r] - centre);
    squares.add(scheme.rscales[r] * square);
    plain_squares.add(square);
    fourth_powers.add(square * square);
  }
  const double kurtosis =
      static_cast<double>(used) * fourth_powers.value() / (plain_squares.value() * plain_squares.value());
  return {scheme.scale / share * squares.value(), used, kurtosis};
}

double replicates_needed(double kurtosis, double cv) { return std::ceil((kurtosis - 1) / (4 * cv * cv)); }

}  // namespace sondeo::estimation
