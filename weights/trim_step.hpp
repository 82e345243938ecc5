#pragma once

#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "weights/step_data.hpp"

namespace sondeo::weights {

/// Where weights are cut.
enum class TrimRule {
  kBounds,       ///< at two numbers
  kIqr,          ///< at median +- k interquartile ranges of the weights
  kContribution  ///< where w^2 is more than c times the mean of the w^2
};

/// Who gets what was cut.
enum class Redistribution {
  kProportional,
  kEqual,
  kRecalibrate  ///< all, so that the totals of the last calibration stay
};

/// `step = "trim"`.
struct TrimStep {
  TrimRule rule = TrimRule::kBounds;
  double lower = 0;   ///< of kBounds
  double upper = 0;   ///< of kBounds
  double factor = 0;  ///< k of kIqr, c of kContribution
  Redistribution redistribute = Redistribution::kProportional;
  bool strict = true;       ///< until no weight is outside; else once
  std::vector<Written> by;  ///< groups that are trimmed each by itself
};

/// The least and largest weight that a rule allows.
struct TrimBounds {
  double lower = 0;
  double upper = std::numeric_limits<double>::infinity();
};

/// What the rule says of these weights. @param weights  at least one, > 0
[[nodiscard]] TrimBounds trim_bounds(const TrimStep& step, std::span<const double> weights);

/// @throws Error kTrimOneRule, kTrimBoundsForm
[[nodiscard]] TrimStep read_trim_step(spec::Section& section);
[[nodiscard]] std::vector<StepVariable> variables_of(const TrimStep& step);

/// Weights outside of the bounds are set to them, and what was cut is given to the rows that were not, in
/// proportion to their weights or the same to each, so that the sum stays. `strict` repeats it with what that
/// pushes out; weights once cut stay at the bound.
///
/// Median and quartiles interpolate between weights (rule hf7). The bound of kContribution is
/// sqrt(c sum w^2 / n), taken again after each round (NAEP's procedure).
///
/// In a replicate the same rows are cut by the same share as in the full sample, and what that cuts there is
/// given to the others anew: bounds on numbers would mean another thing for weights that a replicate doubles.
/// @throws Error kStepClassMissing; kTrimInfeasible  when the bounds cannot hold the sum of a group; of
///         kRecalibrate as `prepare_recalibrated`
/// @source Potter (1990), ASA Proceedings of the Section on Survey Research Methods, 225-230; R survey
///         trimWeights (kEqual; its `strict` gives to weights that were cut as well)
[[nodiscard]] StepFunction prepare(const TrimStep& step, const StepData& data, const StepWeights& full);

}  // namespace sondeo::weights
