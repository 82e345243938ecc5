#include "program/run/like.hpp"

#include <string>

#include "engine/estimation/conventions.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

void follow_lonely_psu(Study& study) {
  if (!study.estimate.like) return;
  if (const auto policy = estimation::lonely_psu_of(*study.estimate.like)) study.design.lonely_psu = *policy;
}

void settle_quantile_rules(Study& study) {
  for (auto& indicator : study.instrument.indicators) {
    const bool quantile = indicator.measure == questionnaires::Measure::kQuantile;
    if (quantile && !indicator.rule) indicator.rule = study.estimate.quantile_rule;
  }
}

Diagnostics like_findings(const Study& study) {
  Diagnostics findings;
  if (!study.estimate.like) return findings;
  const auto package = estimation::kLikeNames[static_cast<std::size_t>(*study.estimate.like)];
  for (const auto& difference : estimation::differences(study.estimate, study.design.lonely_psu)) {
    findings.push_back({code::kLikeDiffers,
                        {{"package", std::string(package)},
                         {"key", difference.key},
                         {"theirs", difference.theirs},
                         {"ours", difference.ours}},
                        {},
                        {},
                        {}});
  }
  return findings;
}

}  // namespace sondeo::run
