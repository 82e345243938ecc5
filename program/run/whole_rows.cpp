#include "program/run/whole_rows.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace sondeo::run {

namespace {

using Reason = std::optional<std::string>;

/// A thing that may be there, and how the study says it.
struct Asked {
  bool there;
  const char* written;
};

Reason first_of(std::span<const Asked> asked) {
  const auto found = std::find_if(asked.begin(), asked.end(), [](const auto& each) { return each.there; });
  return found == asked.end() ? Reason() : Reason(found->written);
}

Reason of_design(const Study& study, const Plan& plan) {
  const auto& design = study.design;
  const bool unnamed_units = std::any_of(design.later_stages.begin(), design.later_stages.end(),
                                         [](const auto& stage) { return !stage.id; });
  const bool without_weight =
      std::any_of(plan.indicators.begin(), plan.indicators.end(),
                  [](const auto& planned) { return !planned.weight.formula && !planned.weight.weighted; });
  const std::array asked{Asked{design.replicates.has_value(), "[design.replicates]"},
                         Asked{design.pps.has_value(), "pps"},
                         Asked{design.two_phase.has_value(), "two_phase"},
                         Asked{design.certainty.has_value(), "certainty"},
                         Asked{!design.psu, "[design] psu"},
                         Asked{unnamed_units, "stages"},
                         Asked{design.fpc && without_weight, "fpc, [weight]"}};
  return first_of(asked);
}

Reason of_indicators(const Plan& plan) {
  using questionnaires::Measure;
  for (const auto& planned : plan.indicators) {
    if (planned.events != nullptr) return "events";
    if (planned.indicator->measure == Measure::kQuantile) return "quantile";
    if (planned.indicator->measure == Measure::kMultiple) return "multiple";
  }
  return std::nullopt;
}

Reason of_estimates(const Study& study, const RunOptions& options, const Plan& plan) {
  const std::array asked{
      Asked{plan.indicators.empty(), "[[indicator]]"},
      Asked{!study.weighting.empty(), "[[weighting]]"},
      Asked{!study.calibrated.empty(), "[weight.calibrated]"},
      Asked{!plan.crosses.empty(), "[[cross]]"},
      Asked{!plan.tables.empty(), "[[table]]"},
      Asked{!plan.derived.empty(), "[[derived]]"},
      Asked{!study.comparisons.empty(), "[[compare]]"},
      Asked{!plan.tests.empty(), "[[test]]"},
      Asked{!plan.models.empty(), "[[model]]"},
      Asked{study.estimate.standard.has_value(), "standardise"},
      Asked{study.disclosure.has_value(), "[disclosure]"},
      Asked{study.imputation.has_value() || study.implicate != 0, "[imputation]"},
      Asked{study.waves.has_value() || options.with_scores, "[waves]"},
      Asked{options.with_covariance, "--covariance"},
      Asked{options.with_replicates, "--write-replicates"},
      Asked{options.with_plan, "--explain, sondeo report"},
      Asked{options.cell.has_value(), "sondeo explain"},
      Asked{options.next_sample.has_value(), "sondeo plan"},
  };
  return first_of(asked);
}

}  // namespace

std::optional<std::string> needs_all_rows(const Study& study, const RunOptions& options, const Levels& levels,
                                          const Plan& plan, bool with_checks) {
  if (with_checks) return "sondeo check";
  if (levels.all().size() > 1) return fmt::format("[data.{}]", levels.all().back()->id());
  if (auto reason = of_estimates(study, options, plan)) return reason;
  if (auto reason = of_indicators(plan)) return reason;
  if (auto reason = of_design(study, plan)) return reason;
  return levels.all().front()->needs_all_rows();
}

}  // namespace sondeo::run
