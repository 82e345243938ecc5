#pragma once

#include <nlohmann/json.hpp>

#include "program/run/study.hpp"

namespace sondeo::run {

/// The study as it was understood, defaults filled in: tables, names, design, weights, steps, estimates,
/// indicators with what was taken from the catalogue, constructs and disaggregations as expressions.
[[nodiscard]] nlohmann::ordered_json resolved_study(const Study& study);

}  // namespace sondeo::run
