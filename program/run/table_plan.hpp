#pragma once

#include <vector>

#include "program/run/plan.hpp"

namespace sondeo::run {

/// The tables of a study with their names resolved, subject by subject.
/// @throws Error  for names that do not exist, and kTablePercentParts
[[nodiscard]] std::vector<PlannedTable> plan_tables(const Study& study, const Levels& levels);

}  // namespace sondeo::run
