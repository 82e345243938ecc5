#include "weights/normalise_step.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "engine/numeric/compensated.hpp"
#include "engine/spec/words.hpp"
#include "weights/step_groups.hpp"

namespace sondeo::weights {

namespace {

/// Rows in which `where` holds and that have weight, or had it where the sum goes back to what it was.
std::vector<std::int32_t> weighted_rows(const NormaliseStep& step, const StepData& data,
                                        const StepWeights& weights) {
  const bool as_before = step.to.to == NormaliseTo::kSum;
  std::vector<std::int32_t> rows;
  for (std::size_t row = 0; row < weights.now.size(); ++row) {
    const bool weighted = weights.now[row] != 0.0 || (as_before && weights.base[row] != 0.0);
    if (weighted && data.holds(row)) rows.push_back(static_cast<std::int32_t>(row));
  }
  return rows;
}

struct GroupSums {
  numeric::CompensatedSum now;
  numeric::CompensatedSum base;
  double count = 0;
};

double factor_of(const GroupSums& sums, const Normalisation& to) {
  const double now = sums.now.value();
  if (!(now > 0)) return 1;
  switch (to.to) {
    case NormaliseTo::kCount:
      return sums.count / now;
    case NormaliseTo::kSum:
      return sums.base.value() / now;
    case NormaliseTo::kNumber:
      break;
  }
  return to.number / now;
}

StepOutcome normalise(const Normalisation& to, const StepGroups& groups, std::span<const std::int32_t> rows,
                      const StepWeights& weights) {
  std::vector<GroupSums> sums(groups.count());
  for (const auto each : rows) {
    const auto row = static_cast<std::size_t>(each);
    auto& sum = sums[static_cast<std::size_t>(groups.group_of_row[row])];
    sum.now.add(weights.now[row]);
    sum.base.add(weights.base[row]);
    if (weights.now[row] != 0.0) sum.count += 1;
  }
  std::vector<double> factors;
  factors.reserve(sums.size());
  for (const auto& sum : sums) factors.push_back(factor_of(sum, to));
  StepOutcome outcome;
  outcome.weights.assign(weights.now.begin(), weights.now.end());
  for (const auto each : rows) {
    const auto row = static_cast<std::size_t>(each);
    outcome.weights[row] *= factors[static_cast<std::size_t>(groups.group_of_row[row])];
  }
  outcome.facts.emplace_back("groups", std::to_string(groups.count()));
  return outcome;
}

}  // namespace

Normalisation read_normalisation(const spec::Value& value) {
  static constexpr std::array<spec::Word<NormaliseTo>, 2> kWords{
      {{"n", NormaliseTo::kCount}, {"sum", NormaliseTo::kSum}}};
  if (value.type() == spec::Type::kText) return {spec::meaning_of(value, kWords), 0};
  return {NormaliseTo::kNumber, value.positive_number()};
}

NormaliseStep read_normalise_step(spec::Section& section) {
  NormaliseStep step;
  step.to = read_normalisation(section.required("to"));
  step.by = section.texts("by", spec::ListForm::kOneOrList);
  return step;
}

std::vector<StepVariable> variables_of(const NormaliseStep& step) {
  std::vector<StepVariable> variables;
  for (const auto& text : step.by) variables.push_back({text, true});
  return variables;
}

StepFunction prepare(const NormaliseStep& step, StepData data, const StepWeights& full) {
  auto rows = weighted_rows(step, data, full);
  auto groups = group_step_rows(data, data.columns, step.by, rows);
  return [to = step.to, groups = std::move(groups), rows = std::move(rows)](const StepWeights& weights) {
    return normalise(to, groups, rows, weights);
  };
}

}  // namespace sondeo::weights
