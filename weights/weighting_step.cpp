#include "weights/weighting_step.hpp"

#include <utility>

namespace sondeo::weights {

std::vector<StepVariable> variables_of(const WeightingStep& step) {
  return std::visit([](const auto& method) { return variables_of(method); }, step.method);
}

std::vector<StepFile> files_of(const WeightingStep& step) {
  const auto* calibrate = std::get_if<CalibrateStep>(&step.method);
  return calibrate == nullptr ? std::vector<StepFile>() : files_of(*calibrate);
}

StepFunction prepare(const WeightingStep& step, StepData data, const StepWeights& full) {
  return std::visit([&](const auto& method) { return prepare(method, std::move(data), full); }, step.method);
}

}  // namespace sondeo::weights
