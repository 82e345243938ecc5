#pragma once

#include <memory>
#include <vector>

namespace sondeo::design {

struct CalibrationRecord;

/// A role's weights with what the variance must know of how they came about.
struct WeightSet {
  std::vector<double> values;  ///< [rows of the level]; 0: not in the sample
  /// The calibrations that the weights went through, in their order; their residuals enter the linearised
  /// variance.
  std::vector<std::shared_ptr<const CalibrationRecord>> calibrations;
};

}  // namespace sondeo::design
