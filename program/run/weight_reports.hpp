#pragma once

#include "program/run/weighting.hpp"
#include "weights/weight_diagnostics.hpp"

namespace sondeo::run {

/// What the steps of a role did to its weights, one after the other.
[[nodiscard]] weights::RoleReport role_report(const WeightedRole& role);

}  // namespace sondeo::run
