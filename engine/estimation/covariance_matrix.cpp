#include "engine/estimation/covariance_matrix.hpp"

#include <algorithm>
#include <cmath>

#include "engine/numeric/compensated.hpp"
#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::estimation {

namespace {

/// The replicates' deviations from their centre; empty where a replicate has no base.
std::vector<double> deviations(const design::ReplicateScheme& scheme, const ScoredEstimate& part) {
  const auto& thetas = part.replicates;
  if (std::any_of(thetas.begin(), thetas.end(), [](double theta) { return std::isnan(theta); })) return {};
  double centre = part.value;
  if (!scheme.about_estimate) {
    numeric::CompensatedSum sum;
    double count = 0;
    for (std::size_t r = 0; r < thetas.size(); ++r) {
      if (!(scheme.rscales[r] > 0)) continue;
      sum.add(thetas[r]);
      count += 1;
    }
    centre = sum.value() / count;
  }
  std::vector<double> deviations;
  deviations.reserve(thetas.size());
  for (const double theta : thetas) deviations.push_back(theta - centre);
  return deviations;
}

double replicate_covariance(const design::ReplicateScheme& scheme, std::span<const double> a,
                            std::span<const double> b) {
  if (a.empty() || b.empty()) return kAbsent;
  numeric::CompensatedSum products;
  for (std::size_t r = 0; r < a.size(); ++r) products.add(scheme.rscales[r] * a[r] * b[r]);
  return scheme.scale * products.value();
}

}  // namespace

std::vector<double> covariances(const VarianceBasis& basis, std::span<const ScoredEstimate* const> parts,
                                unsigned threads) {
  const std::size_t size = parts.size();
  std::vector<double> values(size * size, kAbsent);
  std::vector<std::vector<double>> around(size);
  if (basis.replicates != nullptr) {
    for (std::size_t i = 0; i < size; ++i) {
      if (parts[i]->has_value()) around[i] = deviations(*basis.replicates, *parts[i]);
    }
  }
  numeric::parallel_blocks(size, threads, [&](std::size_t i) {
    for (std::size_t j = 0; j <= i; ++j) {
      if (!parts[i]->has_value() || !parts[j]->has_value()) continue;
      values[i * size + j] = basis.replicates != nullptr
                                 ? replicate_covariance(*basis.replicates, around[i], around[j])
                                 : linearized_covariance(basis.design, parts[i]->scores, parts[j]->scores);
    }
  });
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = i + 1; j < size; ++j) values[i * size + j] = values[j * size + i];
  }
  return values;
}

}  // namespace sondeo::estimation
