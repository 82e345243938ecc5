#pragma once

#include <optional>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "weights/step_data.hpp"

namespace sondeo::weights {

/// What weights are made to sum to.
enum class NormaliseTo {
  kCount,  ///< the number of rows with weight ("n")
  kSum,    ///< the sum that the base weights had ("sum")
  kNumber  ///< a number
};

struct Normalisation {
  NormaliseTo to = NormaliseTo::kCount;
  double number = 0;  ///< of kNumber, > 0
};

/// `step = "normalise"`: weights times a constant, in each group of `by` its own.
struct NormaliseStep {
  Normalisation to;
  std::vector<Written> by;
};

/// "n", "sum" or a number. @throws Error kSpecUnknownWord, kSpecNotPositive
[[nodiscard]] Normalisation read_normalisation(const spec::Value& value);
[[nodiscard]] NormaliseStep read_normalise_step(spec::Section& section);
[[nodiscard]] std::vector<StepVariable> variables_of(const NormaliseStep& step);

/// w times T / sum w over the step's rows of each group, T as `to` says: the number of its rows, the sum of
/// its base weights over the rows in which `where` holds (those without weight now included, so that "sum"
/// gives back what earlier steps lost), or a number.
/// @throws Error kStepClassMissing
[[nodiscard]] StepFunction prepare(const NormaliseStep& step, StepData data, const StepWeights& full);

}  // namespace sondeo::weights
