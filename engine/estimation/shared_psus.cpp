#include "engine/estimation/shared_psus.hpp"

#include <cmath>
#include <map>
#include <utility>

#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

using design::SampleDesign;
using design::Stratum;

const Stratum& stratum_of(const SampleDesign& design, std::int32_t psu) {
  return design.strata[static_cast<std::size_t>(design.stratum_of_psu[static_cast<std::size_t>(psu)])];
}

/// Scores of all PSUs of the first stage.
std::vector<double> scores_of_psus(const SampleDesign& design, const Scores& scores) {
  std::vector<double> of_psu(design.psu_count(), 0.0);
  for (std::size_t i = 0; i < scores.psus.size(); ++i) {
    of_psu[static_cast<std::size_t>(design.psu_of_unit(scores.psus[i]))] += scores.values[i];
  }
  return of_psu;
}

/// Shared PSUs by the strata that they are of.
using Groups = std::map<std::pair<std::int32_t, std::int32_t>, std::vector<SharedPsu>>;

Groups groups_of(const Overlap& overlap) {
  Groups groups;
  for (const SharedPsu& psu : overlap.psus) {
    groups[{overlap.first->stratum_of_psu[static_cast<std::size_t>(psu.first)],
            overlap.second->stratum_of_psu[static_cast<std::size_t>(psu.second)]}]
        .push_back(psu);
  }
  return groups;
}

/// 1 - n1 n2 / (N m): what a finite population leaves of the covariance.
double finite_factor(const Stratum& first, const Stratum& second, double shared) {
  const double both = first.sampling_fraction * second.sampling_fraction;
  return 1 - std::sqrt(both * first.psu_count * second.psu_count) / shared;
}

double products_about_means(const std::vector<SharedPsu>& psus, const std::vector<double>& first,
                            const std::vector<double>& second) {
  const auto m = static_cast<double>(psus.size());
  numeric::CompensatedSum sum_first;
  numeric::CompensatedSum sum_second;
  for (const SharedPsu& psu : psus) {
    sum_first.add(first[static_cast<std::size_t>(psu.first)]);
    sum_second.add(second[static_cast<std::size_t>(psu.second)]);
  }
  numeric::CompensatedSum products;
  for (const SharedPsu& psu : psus) {
    products.add((first[static_cast<std::size_t>(psu.first)] - sum_first.value() / m) *
                 (second[static_cast<std::size_t>(psu.second)] - sum_second.value() / m));
  }
  return products.value();
}

}  // namespace

double shared_covariance(const Overlap& overlap, const Scores& first, const Scores& second) {
  const auto of_first = scores_of_psus(*overlap.first, first);
  const auto of_second = scores_of_psus(*overlap.second, second);
  numeric::CompensatedSum covariance;
  for (const auto& [strata, psus] : groups_of(overlap)) {
    const Stratum& of_one = stratum_of(*overlap.first, psus.front().first);
    const Stratum& of_other = stratum_of(*overlap.second, psus.front().second);
    if (psus.size() < 2 || of_one.certainty() || of_other.certainty()) continue;
    const auto m = static_cast<double>(psus.size());
    covariance.add(finite_factor(of_one, of_other, m) * m / (m - 1) *
                   products_about_means(psus, of_first, of_second));
  }
  return covariance.value();
}

double shared_degrees_of_freedom(const Overlap& overlap) {
  double df = 0;
  for (const auto& [strata, psus] : groups_of(overlap)) df += static_cast<double>(psus.size()) - 1;
  return df;
}

}  // namespace sondeo::estimation
