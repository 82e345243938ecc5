#pragma once

#include "weights/step_data.hpp"
#include "weights/trim_step.hpp"

namespace sondeo::weights {

/// Weights within bounds that keep the totals of the role's last calibration: those outside are set to the
/// bounds, and all are calibrated (raking distance, within the bounds) to the totals that they had before.
///
/// In a replicate the same rows are cut by the same share as in the full sample, and the totals that it had
/// before are regained without bounds.
/// @throws Error kTrimNotCalibrated; kTrimRecalibration  when no weights within the bounds have the totals
[[nodiscard]] StepFunction prepare_recalibrated(const TrimStep& step, const StepData& data,
                                                const StepWeights& full);

}  // namespace sondeo::weights
