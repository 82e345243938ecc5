#pragma once

#include "engine/table/table.hpp"

namespace sondeo::samples {

/// The files of samples/weighting as the field team would deliver them: every dwelling of the sample with
/// what became of it, and the woman selected in each that answered, interviewed or not. Always the same.
struct GrossSample {
  Table dwellings;
  Table women;
};

/// 8 strata, 96 PSUs, 15 dwellings in each.
GrossSample gross_sample();

}  // namespace sondeo::samples
