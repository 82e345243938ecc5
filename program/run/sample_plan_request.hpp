#pragma once

#include <optional>

namespace sondeo::run {

/// What a next sample shall be able to say (`sondeo plan`).
struct SamplePlanRequest {
  std::optional<double> cv;        ///< exactly one of the two: a coefficient of variation, a fraction
  std::optional<double> change;    ///< or a change between two editions, in the unit of the indicator
  bool in_points = false;          ///< the change is in percentage points
  std::optional<double> take;      ///< interviews in each PSU; absent: the study's mean
  std::optional<double> response;  ///< interviews / units approached; absent: as the weighting steps found it
  double overlap = 0;              ///< share of PSUs that both editions have
  double correlation = 0;          ///< of a shared PSU's effects
  double alpha = 0.05;
  double power = 0.8;
};

}  // namespace sondeo::run
