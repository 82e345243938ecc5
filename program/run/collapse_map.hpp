#pragma once

#include <vector>

#include "engine/design/design_spec.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// The merges of strata that a file lists, a CSV with columns `stratum` and `into`. Lines with an empty one
/// are left out.
/// @throws Error  as data_file and ingest::read
[[nodiscard]] std::vector<design::StratumMerge> read_collapse_map(const Study& study, const Written& file);

}  // namespace sondeo::run
