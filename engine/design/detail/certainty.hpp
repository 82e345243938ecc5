#pragma once

#include "engine/design/sample_design.hpp"

namespace sondeo::design::detail {

/// Makes each PSU with certainty a stratum of its own, in a design whose first stage is numbered and has no
/// fractions yet. With a next stage kept (or rows as PSUs) the stratum is taken whole; else the units of the
/// next stage, or the rows, become its PSUs.
/// @return  [rows] the stratum of each row, -1 in those made here: an fpc says nothing of them
/// @throws Error kDesignMissing, kCertaintyVaries (inside a PSU), kCertaintyNotYesNo
[[nodiscard]] std::vector<std::int32_t> separate_certain_psus(SampleDesign& design,
                                                              const DesignColumns& columns,
                                                              const DesignSpec& spec);

}  // namespace sondeo::design::detail
