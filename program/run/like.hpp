#pragma once

#include "engine/base/diagnostic.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// Sets what `[estimate] like` says of strata with one PSU: call it where the user has not said it.
void follow_lonely_psu(Study& study);

/// Gives the study's rule to the quantiles that name none.
void settle_quantile_rules(Study& study);

/// A warning for each convention of `like` that is not sondeo's own.
[[nodiscard]] Diagnostics like_findings(const Study& study);

}  // namespace sondeo::run
