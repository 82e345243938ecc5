#pragma once

#include <optional>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "weights/normalise_step.hpp"
#include "weights/step_data.hpp"

namespace sondeo::weights {

/// `step = "base"`: the weight that the design gives. Each part multiplies the weight that the role has so
/// far, which is 1 unless `[weight]` or `from` says another.
struct BaseStep {
  std::optional<Written> from;         ///< a role whose weights, as its steps leave them, are the beginning
  std::vector<Written> probabilities;  ///< of selection, one for each stage; the weight is divided by them
  std::optional<Written> eligible;     ///< persons of whom one was selected; the weight is multiplied by them
  std::optional<double> eligible_cap;  ///< most of them that count
  std::optional<Written> segment;  ///< factor of segments or subsampled blocks, or of households not visited
  std::optional<Written> replacement;  ///< factor of units replaced or added
  std::optional<Normalisation> normalise;
};

/// @throws Error kWeightingBaseEmpty  when it says nothing
[[nodiscard]] BaseStep read_base_step(spec::Section& section);
[[nodiscard]] std::vector<StepVariable> variables_of(const BaseStep& step);

/// w / (p1 p2 ...) x min(eligible, cap) x segment x replacement for the rows in which `where` holds; the
/// others have no weight in this role: 0.
/// @throws Error kProbabilityRange, kStepFactorRange  that count the rows with a missing or impossible value
[[nodiscard]] StepFunction prepare(const BaseStep& step, const StepData& data, const StepWeights& full);

}  // namespace sondeo::weights
