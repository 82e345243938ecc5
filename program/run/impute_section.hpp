#pragma once

#include "engine/spec/section.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// Reads the `[[impute]]` of a study, and gives its `[imputation]` the number of completed data sets and the
/// seed, with the defaults where it says nothing.
/// @throws Error kImputeWays  with completed data sets of the study's files; kImputeNothing  without one;
/// kImputationTwice; kSpec...
void read_imputes(spec::Section& root, Study& study);

}  // namespace sondeo::run
