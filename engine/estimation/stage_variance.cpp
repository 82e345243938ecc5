#include "engine/estimation/stage_variance.hpp"

#include <limits>
#include <utility>
#include <vector>

#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

namespace {

using design::LonelyPsu;
using design::Stratum;

/// Calls visit(stratum, totals) for each stratum with cases.
template <typename Visit>
void for_each_stratum(const StageUnits& stage, const UnitTotals& totals, Visit visit) {
  const auto units = totals.units;
  for (std::size_t first = 0; first < units.size();) {
    const auto h = static_cast<std::size_t>(stage.stratum_of_unit[static_cast<std::size_t>(units[first])]);
    const Stratum& stratum = stage.strata[h];
    const std::int32_t end = stratum.first_psu + stratum.psu_count;
    std::size_t last = first;
    while (last < units.size() && units[last] < end) ++last;
    visit(stratum, totals.part(first, last));
    first = last;
  }
}

struct Centre {
  double a = 0;
  double b = 0;
};

/// Sum over all n units of (a - centre) (b - centre), the units not listed being 0.
double products_about(const Centre& centre, const UnitTotals& totals, double n) {
  numeric::CompensatedSum products;
  for (std::size_t i = 0; i < totals.units.size(); ++i) {
    products.add((totals.a[i] - centre.a) * (totals.b[i] - centre.b));
  }
  products.add((n - static_cast<double>(totals.units.size())) * centre.a * centre.b);
  return products.value();
}

/// The totals divided by n units.
Centre mean_of(const UnitTotals& totals, double n) {
  const double a = numeric::ordered_sum(totals.a) / n;
  return {a, totals.a.data() == totals.b.data() ? a : numeric::ordered_sum(totals.b) / n};
}

/// What `adjust` centres a lonely unit at: the mean over all units of the strata with cases.
Centre grand_mean(const StageUnits& stage, const UnitTotals& totals) {
  double units = 0;
  for_each_stratum(stage, totals,
                   [&](const Stratum& stratum, const UnitTotals&) { units += stratum.psu_count; });
  return units > 0 ? mean_of(totals, units) : Centre{};
}

bool is_lonely(const Stratum& stratum, const LonelyRule& rule, std::size_t with_cases) {
  if (stratum.lonely()) return true;
  const bool answers = rule.policy == LonelyPsu::kAdjust || rule.policy == LonelyPsu::kAverage;
  return rule.in_domains && answers && with_cases == 1;
}

/// `average` gives each lonely stratum the mean variance of the others: H / (H - lonely).
double lonely_inflation(double strata, double lonely) {
  if (lonely == 0) return 1;
  return lonely < strata ? strata / (strata - lonely) : std::numeric_limits<double>::quiet_NaN();
}

/// Totals of some units of a stage, and the memory they stand in.
struct OwnedTotals {
  std::vector<std::int32_t> units;
  std::vector<double> a;
  std::vector<double> b;

  [[nodiscard]] UnitTotals view() const { return {units, a, b}; }
};

/// Calls visit(parent, totals) for the units of each parent unit.
template <typename Visit>
void for_each_parent(const design::Stage& stage, const UnitTotals& totals, Visit visit) {
  const auto units = totals.units;
  for (std::size_t first = 0; first < units.size();) {
    const std::int32_t parent = stage.parent_of(units[first]);
    std::size_t last = first;
    while (last < units.size() && stage.parent_of(units[last]) == parent) ++last;
    visit(parent, totals.part(first, last));
    first = last;
  }
}

/// The share of the stage's variance that reaches the design's: the same for all units of one parent.
double fraction_above(const design::Stage& stage, std::int32_t unit) {
  const auto h = static_cast<std::size_t>(stage.stratum_of_unit[static_cast<std::size_t>(unit)]);
  return stage.strata[h].fraction_above;
}

}  // namespace

double stratum_factor(const Stratum& stratum) {
  const double n = stratum.psu_count;
  return (1 - stratum.sampling_fraction) * (n > 1 ? n / (n - 1) : 1.0);
}

double stage_covariance(const StageUnits& stage, const LonelyRule& rule, const UnitTotals& totals) {
  numeric::CompensatedSum covariance;
  double strata = 0;
  double lonely = 0;
  const bool adjust = rule.policy == LonelyPsu::kAdjust;
  const Centre grand = adjust ? grand_mean(stage, totals) : Centre{};
  for_each_stratum(stage, totals, [&](const Stratum& stratum, const UnitTotals& part) {
    strata += 1;
    if (stratum.certainty()) return;
    const double n = stratum.psu_count;
    const bool alone = is_lonely(stratum, rule, part.units.size());
    if (alone) lonely += 1;
    if (alone && !adjust) return;
    covariance.add(stratum_factor(stratum) * products_about(alone ? grand : mean_of(part, n), part, n));
  });
  const double inflation = rule.policy == LonelyPsu::kAverage ? lonely_inflation(strata, lonely) : 1.0;
  return covariance.value() * inflation;
}

double design_covariance(const design::SampleDesign& design, const UnitTotals& totals) {
  const LonelyRule rule{design.lonely_psu, design.domain_lonely};
  const StageUnits first{design.strata, design.stratum_of_psu};
  if (design.later_stages.empty()) return stage_covariance(first, rule, totals);
  numeric::CompensatedSum covariance;
  OwnedTotals rolled;  // by unit of the stage at hand
  UnitTotals at_hand = totals;
  for (auto stage = design.later_stages.rbegin(); stage != design.later_stages.rend(); ++stage) {
    const StageUnits units{stage->strata, stage->stratum_of_unit};
    OwnedTotals above;
    for_each_parent(*stage, at_hand, [&](std::int32_t parent, const UnitTotals& part) {
      const double share = fraction_above(*stage, part.units.front());
      if (share > 0) covariance.add(share * stage_covariance(units, rule, part));
      above.units.push_back(parent);
      above.a.push_back(numeric::ordered_sum(part.a));
      above.b.push_back(numeric::ordered_sum(part.b));
    });
    rolled = std::move(above);
    at_hand = rolled.view();
  }
  covariance.add(stage_covariance(first, rule, at_hand));
  return covariance.value();
}

}  // namespace sondeo::estimation
