#include "program/run/derived_plan.hpp"

#include <algorithm>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using estimation::CellReference;
using estimation::DerivedSpec;
using questionnaires::Indicator;

const Indicator& indicator_named(const Study& study, const Written& name) {
  const auto& all = study.instrument.indicators;
  const auto same = [&](const Indicator& indicator) { return indicator.id.text == name.text; };
  const auto found = std::find_if(all.begin(), all.end(), same);
  if (found == all.end()) {
    std::vector<std::string> ids;
    ids.reserve(all.size());
    for (const auto& indicator : all) ids.push_back(indicator.id.text);
    std::vector<std::string> similar;
    for (const auto& id : nearest_names(name.text, ids)) similar.push_back(estimation::derived_name(id));
    throw Error(
        {code::kDerivedUnknownIndicator, {{"indicator", name.text}}, name.place, std::move(similar), {}});
  }
  if (std::any_of(found + 1, all.end(), same)) {
    throw Error({code::kDerivedSeveralIndicators, {{"indicator", name.text}}, name.place, {}, {}});
  }
  if (found->measure == questionnaires::Measure::kQuantile) {
    throw Error({code::kDerivedNotSmooth, {{"indicator", name.text}}, name.place, {}, {}});
  }
  return *found;
}

PlannedReference plan_reference(const CellReference& reference, const Indicator& indicator,
                                std::span<const PlannedIndicator> indicators) {
  PlannedReference planned;
  planned.name = reference.indicator;
  const auto found = std::find_if(indicators.begin(), indicators.end(),
                                  [&](const auto& other) { return other.indicator == &indicator; });
  planned.indicator = static_cast<std::size_t>(found - indicators.begin());
  for (const auto& condition : reference.conditions) {
    if (condition.variable.text == "category") {
      planned.category = condition.code;
      continue;
    }
    planned.variables.push_back(found->level->require_breakdown(condition.variable));
    planned.codes.push_back(condition.code);
  }
  return planned;
}

void check_name(const Study& study, const DerivedSpec& spec) {
  const auto& indicators = study.instrument.indicators;
  const bool taken = std::any_of(indicators.begin(), indicators.end(),
                                 [&](const Indicator& other) { return other.id.text == spec.id.text; });
  const bool twice = std::any_of(study.derived.begin(), study.derived.end(), [&](const DerivedSpec& other) {
    return &other != &spec && other.id.text == spec.id.text;
  });
  if (taken || twice) {
    throw Error({code::kDerivedNameTaken, {{"name", spec.id.text}}, spec.id.place, {}, {}});
  }
}

/// Estimates of different designs have no covariance that this study knows.
void check_one_design(const PlannedDerived& planned, std::span<const PlannedIndicator> indicators) {
  const auto root = [&](const PlannedReference& reference) {
    return &root_of(*indicators[reference.indicator].level);
  };
  for (const auto& reference : planned.references) {
    if (root(reference) == root(planned.references.front())) continue;
    throw Error({code::kDerivedSeveralDesigns,
                 {{"name", planned.spec->id.text}},
                 planned.spec->expression.place,
                 {},
                 {}});
  }
}

}  // namespace

std::vector<const Indicator*> derived_only(const Study& study, std::span<const Indicator* const> chosen) {
  std::vector<const Indicator*> known(chosen.begin(), chosen.end());
  for (const auto& spec : study.derived) {
    const auto expression = estimation::parse_derived(spec.expression);
    for (const auto& reference : expression.references()) {
      const Indicator* indicator = &indicator_named(study, reference.indicator);
      if (std::find(known.begin(), known.end(), indicator) == known.end()) known.push_back(indicator);
    }
  }
  known.erase(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(chosen.size()));
  return known;
}

std::vector<PlannedDerived> plan_derived(const Study& study, std::span<const PlannedIndicator> indicators) {
  std::vector<PlannedDerived> all;
  for (const auto& spec : study.derived) {
    check_name(study, spec);
    PlannedDerived planned{&spec, estimation::parse_derived(spec.expression), {}};
    for (const auto& reference : planned.expression.references()) {
      const Indicator& indicator = indicator_named(study, reference.indicator);
      planned.references.push_back(plan_reference(reference, indicator, indicators));
    }
    check_one_design(planned, indicators);
    all.push_back(std::move(planned));
  }
  return all;
}

}  // namespace sondeo::run
