#include "engine/estimation/two_phase_variance.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

using design::SampleDesign;
using design::Stratum;
using design::TwoPhaseMethod;

/// A unit of the second phase, where it stands in both and what it has of two estimates.
struct Unit {
  std::int32_t first_stratum = 0;
  std::int32_t psu = 0;
  std::int32_t stratum = 0;
  double a = 0;
  double b = 0;
};

std::vector<double> at_every_unit(const SampleDesign& design, const Scores& scores) {
  std::vector<double> all(design.psu_count(), 0.0);
  for (std::size_t i = 0; i < scores.psus.size(); ++i) {
    all[static_cast<std::size_t>(scores.psus[i])] = scores.values[i];
  }
  return all;
}

std::vector<Unit> units_of(const SampleDesign& design, const Scores& a, const Scores& b) {
  const auto all_a = at_every_unit(design, a);
  const auto all_b = at_every_unit(design, b);
  const auto& phases = *design.two_phase;
  std::vector<Unit> units;
  units.reserve(all_a.size());
  for (std::size_t u = 0; u < all_a.size(); ++u) {
    const std::int32_t psu = phases.psu_of_unit[u];
    units.push_back({phases.first->stratum_of_psu[static_cast<std::size_t>(psu)], psu,
                     design.stratum_of_psu[u], all_a[u], all_b[u]});
  }
  return units;
}

/// Pairs of sums whose products about their means are wanted.
struct PairedSums {
  std::vector<double> a;
  std::vector<double> b;

  /// Over `n` of them, those not here being 0.
  [[nodiscard]] double products_about_means(double n) const {
    const double mean_a = numeric::ordered_sum(a) / n;
    const double mean_b = numeric::ordered_sum(b) / n;
    numeric::CompensatedSum products;
    for (std::size_t i = 0; i < a.size(); ++i) products.add((a[i] - mean_a) * (b[i] - mean_b));
    products.add((n - static_cast<double>(a.size())) * mean_a * mean_b);
    return products.value();
  }
};

/// The sums of units that follow each other with the same PSU.
PairedSums sums_by_psu(std::span<const Unit> units) {
  PairedSums sums;
  for (std::size_t first = 0; first < units.size();) {
    numeric::CompensatedSum a;
    numeric::CompensatedSum b;
    std::size_t last = first;
    for (; last < units.size() && units[last].psu == units[first].psu; ++last) {
      a.add(units[last].a);
      b.add(units[last].b);
    }
    sums.a.push_back(a.value());
    sums.b.push_back(b.value());
    first = last;
  }
  return sums;
}

/// Calls `visit` with each run of units that `key` gives the same value.
template <typename Key, typename Visit>
void for_each_run(std::span<const Unit> units, Key key, Visit visit) {
  for (std::size_t first = 0; first < units.size();) {
    std::size_t last = first;
    while (last < units.size() && key(units[last]) == key(units[first])) ++last;
    visit(units.subspan(first, last - first));
    first = last;
  }
}

/// (1 - f) n / (n - 1); 0 where nothing is left to chance, or where one unit says nothing about it.
double factor_of(const Stratum& stratum) {
  if (stratum.certainty() || stratum.psu_count < 2) return 0;
  const double n = stratum.psu_count;
  return (1 - stratum.sampling_fraction) * n / (n - 1);
}

const Stratum& at(const std::vector<Stratum>& strata, std::int32_t number) {
  return strata[static_cast<std::size_t>(number)];
}

double of_second_phase(const SampleDesign& design, std::span<const Unit> units) {
  numeric::CompensatedSum total;
  // The units of a stratum follow each other.
  for_each_run(
      units, [](const Unit& unit) { return unit.stratum; },
      [&](std::span<const Unit> run) {
        PairedSums values;
        for (const Unit& unit : run) {
          values.a.push_back(unit.a);
          values.b.push_back(unit.b);
        }
        total.add(factor_of(at(design.strata, run.front().stratum)) *
                  values.products_about_means(static_cast<double>(run.size())));
      });
  return total.value();
}

/// Products of the sums of whole PSUs, and of their parts in each stratum of the second phase. Sorts `units`.
double of_first_phase(const SampleDesign& design, std::vector<Unit>& units) {
  const auto& first = design.two_phase->first->strata;
  numeric::CompensatedSum total;
  const auto add_run = [&](std::span<const Unit> run, double share) {
    const Stratum& stratum = at(first, run.front().first_stratum);
    const double n = stratum.psu_count;
    total.add(share * factor_of(stratum) * sums_by_psu(run).products_about_means(n));
  };
  std::sort(units.begin(), units.end(), [](const Unit& x, const Unit& y) {
    return std::tie(x.psu, x.stratum) < std::tie(y.psu, y.stratum);  // PSUs ascend by stratum
  });
  for_each_run(
      units, [](const Unit& unit) { return unit.first_stratum; },
      [&](std::span<const Unit> run) { add_run(run, 1); });
  for (const Unit& unit : units) {
    const double left = 1 - at(first, unit.first_stratum).sampling_fraction;
    const bool counts = factor_of(at(first, unit.first_stratum)) > 0;
    if (counts) total.add(-left * factor_of(at(design.strata, unit.stratum)) * unit.a * unit.b);
  }
  std::sort(units.begin(), units.end(), [](const Unit& x, const Unit& y) {
    return std::tie(x.first_stratum, x.stratum, x.psu) < std::tie(y.first_stratum, y.stratum, y.psu);
  });
  for_each_run(
      units, [](const Unit& unit) { return std::pair(unit.first_stratum, unit.stratum); },
      [&](std::span<const Unit> run) {
        const Stratum& stratum = at(design.strata, run.front().stratum);
        add_run(run, factor_of(stratum) / stratum.psu_count);
      });
  return total.value();
}

/// The first phase of R's "approx". Sorts `units`.
double of_first_phase_approximately(const SampleDesign& design, std::vector<Unit>& units) {
  const auto& first = design.two_phase->first->strata;
  const bool stratified = design.strata.size() > 1;
  numeric::CompensatedSum total;
  std::sort(units.begin(), units.end(), [](const Unit& x, const Unit& y) { return x.psu < y.psu; });
  for_each_run(
      units, [](const Unit& unit) { return unit.first_stratum; },
      [&](std::span<const Unit> run) {
        const Stratum& stratum = at(first, run.front().first_stratum);
        const double n = stratum.psu_count;
        numeric::CompensatedSum a;
        numeric::CompensatedSum b;
        for (const Unit& unit : run) {
          a.add(unit.a);
          b.add(unit.b);
        }
        numeric::CompensatedSum products;
        for (const Unit& unit : run) {
          const double fraction = stratified ? at(design.strata, unit.stratum).sampling_fraction
                                             : static_cast<double>(run.size()) / n;
          products.add((fraction * unit.a - a.value() / n) * (fraction * unit.b - b.value() / n) / fraction);
        }
        total.add(factor_of(stratum) * products.value());
      });
  return total.value();
}

}  // namespace

double two_phase_variance(const SampleDesign& design, const Scores& scores) {
  return two_phase_covariance(design, scores, scores);
}

double two_phase_covariance(const SampleDesign& design, const Scores& a, const Scores& b) {
  auto units = units_of(design, a, b);
  const double second = of_second_phase(design, units);
  const bool full = design.two_phase->method == TwoPhaseMethod::kFull;
  return second + (full ? of_first_phase(design, units) : of_first_phase_approximately(design, units));
}

}  // namespace sondeo::estimation
