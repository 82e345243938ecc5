#pragma once

#include "engine/base/diagnostic.hpp"
#include "engine/design/sample_design.hpp"
#include "program/run/plan.hpp"

namespace sondeo::run {

/// The design of a root level that has been read.
/// Replicates, of the file or made from the PSUs, act on PSUs: then the later stages are left out.
/// @param findings  gets kStagesWithoutFpc
/// @throws Error  as design::build_design
[[nodiscard]] design::SampleDesign built_design(const PlannedDesign& planned, const Study& study,
                                                Diagnostics& findings);

}  // namespace sondeo::run
