#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/place.hpp"
#include "weights/base_step.hpp"
#include "weights/calibrate_step.hpp"
#include "weights/nonresponse_step.hpp"
#include "weights/normalise_step.hpp"
#include "weights/step_data.hpp"
#include "weights/trim_step.hpp"

namespace sondeo::weights {

/// What a step does: one struct for each kind, with its own `read_..._step`, `variables_of` and `prepare`.
using StepMethod = std::variant<BaseStep, NonresponseStep, CalibrateStep, TrimStep, NormaliseStep>;

/// One `[[weighting]]` of a study.
struct WeightingStep {
  Written kind;                  ///< "base", "nonresponse" ...
  std::string name;              ///< what messages and diagnostics call it; the kind where none was given
  std::optional<Written> role;   ///< whose weights; absent: the only table's
  std::optional<Written> level;  ///< of the role; absent: the level named like it
  std::optional<Written> where;  ///< the rows that it works on; absent: all
  Place place;                   ///< of the section
  StepMethod method;
};

/// What the step needs of the data, in the order in which `prepare` expects the columns.
[[nodiscard]] std::vector<StepVariable> variables_of(const WeightingStep& step);

/// The files that it reads beside the data, in the order in which `prepare` expects them.
[[nodiscard]] std::vector<StepFile> files_of(const WeightingStep& step);

/// The step made ready for its data.
/// @param full  weights of the full sample, which decide what replicates keep (classes, trimmed rows)
/// @throws Error  as the kind's own
[[nodiscard]] StepFunction prepare(const WeightingStep& step, StepData data, const StepWeights& full);

}  // namespace sondeo::weights
