#pragma once

#include <span>
#include <vector>

#include "program/run/plan.hpp"

namespace sondeo::run {

/// The indicators that functions of estimates use and that are not among those chosen, in order of first use.
/// @throws Error  of `parse_derived`; kDerivedUnknownIndicator, kDerivedSeveralIndicators
[[nodiscard]] std::vector<const questionnaires::Indicator*> derived_only(
    const Study& study, std::span<const questionnaires::Indicator* const> chosen);

/// Functions of estimates with their indicators and the variables of their cells resolved.
/// @throws Error kDerivedNotSmooth (quantiles), kDerivedSeveralDesigns, kDerivedNameTaken; kUnknownVariable
[[nodiscard]] std::vector<PlannedDerived> plan_derived(const Study& study,
                                                       std::span<const PlannedIndicator> indicators);

}  // namespace sondeo::run
