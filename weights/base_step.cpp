#include "weights/base_step.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/numeric/compensated.hpp"
#include "weights/codes.hpp"
#include "weights/step_groups.hpp"

namespace sondeo::weights {

namespace {

/// Which numbers a part of a base weight may have.
struct Range {
  Code fault;
  double most;  ///< above 0, up to this
};

/// The numbers of a variable in the step's rows. @throws Error for a text or a number out of range
std::vector<double> checked_numbers(const StepData& data, std::span<const std::int32_t> rows,
                                    std::size_t position, const Written& written, const Range& range) {
  const Column& column = data.columns[position];
  std::vector<double> numbers =
      column.is_text() ? std::vector<double>(column.size(), std::nan("")) : column.numbers();
  const auto wrong = std::count_if(rows.begin(), rows.end(), [&](std::int32_t row) {
    const double value = numbers[static_cast<std::size_t>(row)];
    return !(value > 0 && value <= range.most);
  });
  if (wrong > 0) {
    throw Error({range.fault,
                 {{"step", data.step}, {"variable", written.text}, {"count", std::to_string(wrong)}},
                 written.place,
                 {},
                 {}});
  }
  return numbers;
}

/// What each row's weight is multiplied by; 0 outside the step's rows. [rows]
std::vector<double> base_factors(const BaseStep& step, const StepData& data,
                                 std::span<const std::int32_t> rows, std::size_t row_count) {
  constexpr double kMost = std::numeric_limits<double>::max();
  std::vector<double> factors(row_count);
  for (const auto row : rows) factors[static_cast<std::size_t>(row)] = 1;
  std::size_t position = 0;
  for (const auto& written : step.probabilities) {
    const auto numbers = checked_numbers(data, rows, position++, written, {code::kProbabilityRange, 1});
    for (const auto row : rows)
      factors[static_cast<std::size_t>(row)] /= numbers[static_cast<std::size_t>(row)];
  }
  if (step.eligible) {
    const auto numbers =
        checked_numbers(data, rows, position++, *step.eligible, {code::kStepFactorRange, kMost});
    const double cap = step.eligible_cap.value_or(kMost);
    for (const auto row : rows) {
      factors[static_cast<std::size_t>(row)] *= std::min(numbers[static_cast<std::size_t>(row)], cap);
    }
  }
  for (const auto* part : {&step.segment, &step.replacement}) {
    if (!*part) continue;
    const auto numbers = checked_numbers(data, rows, position++, **part, {code::kStepFactorRange, kMost});
    for (const auto row : rows)
      factors[static_cast<std::size_t>(row)] *= numbers[static_cast<std::size_t>(row)];
  }
  return factors;
}

void normalise(const Normalisation& to, std::span<double> weights) {
  const double sum = numeric::ordered_sum(weights);
  const auto count = static_cast<double>(
      std::count_if(weights.begin(), weights.end(), [](double weight) { return weight != 0.0; }));
  if (!(sum > 0)) return;
  const double factor = (to.to == NormaliseTo::kNumber ? to.number : count) / sum;
  for (double& weight : weights) weight *= factor;
}

StepOutcome weigh(std::span<const double> factors, const std::optional<Normalisation>& to,
                  const StepWeights& weights) {
  StepOutcome outcome;
  outcome.weights.resize(factors.size());
  for (std::size_t row = 0; row < factors.size(); ++row) {
    outcome.weights[row] = weights.now[row] * factors[row];
  }
  if (to) normalise(*to, outcome.weights);
  return outcome;
}

}  // namespace

BaseStep read_base_step(spec::Section& section) {
  BaseStep step;
  step.from = section.text("from");
  step.probabilities = section.texts("probabilities", spec::ListForm::kOneOrList);
  step.eligible = section.text("eligible");
  if (step.eligible) {
    if (const auto cap = section.value("eligible_cap")) step.eligible_cap = cap->positive_number();
  }
  step.segment = section.text("segment");
  step.replacement = section.text("replacement");
  if (const auto to = section.value("normalise")) {
    step.normalise = read_normalisation(*to);
    if (step.normalise->to == NormaliseTo::kSum) {
      throw Error({code::kNormaliseBaseSum, {}, to->place(), {}, {}});
    }
  }
  const bool parts = step.eligible || step.segment || step.replacement || step.normalise;
  if (!step.from && step.probabilities.empty() && !parts) {
    throw Error({code::kWeightingBaseEmpty, {}, section.place(), {}, {}});
  }
  return step;
}

std::vector<StepVariable> variables_of(const BaseStep& step) {
  std::vector<StepVariable> variables;
  for (const auto& text : step.probabilities) variables.push_back({text});
  for (const auto* part : {&step.eligible, &step.segment, &step.replacement}) {
    if (*part) variables.push_back({**part});
  }
  return variables;
}

StepFunction prepare(const BaseStep& step, const StepData& data, const StepWeights& full) {
  const auto rows = active_rows(data, full.now);
  return [factors = base_factors(step, data, rows, full.now.size()),
          to = step.normalise](const StepWeights& weights) { return weigh(factors, to, weights); };
}

}  // namespace sondeo::weights
