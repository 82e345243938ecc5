#include "engine/estimation/degrees_of_freedom.hpp"

#include <limits>

namespace sondeo::estimation {

DegreesOfFreedom::Result DegreesOfFreedom::of(const CaseUnits& units, const moments::Variate& variate) {
  const double of_domain = units.psus - units.strata;
  const double of_strata = units.psus_of_strata - units.strata;
  const bool by_rule = spec_.rule != DfRule::kInfinite && spec_.rule != DfRule::kGiven;
  if (rows_.given != nullptr && by_rule) return {of_replicates(variate.weight), false};
  switch (spec_.rule) {
    case DfRule::kStrata:
      return {of_strata, false};
    case DfRule::kDesign:
      return {of_design(variate.weight), false};
    case DfRule::kInfinite:
      return {std::numeric_limits<double>::infinity(), false};
    case DfRule::kGiven:
      return {spec_.given, false};
    case DfRule::kDomain:
      break;
  }
  if (of_domain < 1) return {of_strata, true};
  return {of_domain, false};
}

/// PSUs - strata of all rows with weight, as R's degf of the whole design.
double DegreesOfFreedom::of_design(std::span<const double> weight) {
  const auto [found, inserted] = design_df_.try_emplace(weight.data(), 0.0);
  if (!inserted) return found->second;
  Scores present;
  for (std::size_t unit = 0; unit < rows_.design.unit_count(); ++unit) {
    const auto begin = static_cast<std::size_t>(rows_.order.psu_start[unit]);
    const auto end = static_cast<std::size_t>(rows_.order.psu_start[unit + 1]);
    for (std::size_t i = begin; i < end; ++i) {
      if (weight[static_cast<std::size_t>(rows_.order.rows[i])] == 0.0) continue;
      present.psus.push_back(static_cast<std::int32_t>(unit));
      break;
    }
  }
  const CaseUnits units = case_units(rows_.design, present);
  found->second = units.psus - units.strata;
  return found->second;
}

double DegreesOfFreedom::of_replicates(std::span<const double> weight) {
  if (rows_.given->df) return *rows_.given->df;
  const auto [found, inserted] = design_df_.try_emplace(weight.data(), 0.0);
  if (inserted) found->second = replicate_df(*rows_.given, weight);
  return found->second;
}

}  // namespace sondeo::estimation
