#include "engine/estimation/derived_expression.hpp"

#include <cmath>
#include <optional>
#include <utility>

namespace sondeo::estimation {

namespace {

using Operator = DerivedExpression::Operator;
using Step = DerivedExpression::Step;

double step_value(const Step& step, std::span<const double> values, std::span<const double> estimates) {
  const auto first = [&] { return values[step.first]; };
  const auto second = [&] { return values[step.second]; };
  switch (step.op) {
    case Operator::kNumber:
      return step.number;
    case Operator::kReference:
      return estimates[step.first];
    case Operator::kAdd:
      return first() + second();
    case Operator::kSubtract:
      return first() - second();
    case Operator::kMultiply:
      return first() * second();
    case Operator::kDivide:
      return first() / second();
    case Operator::kPower:
      return std::pow(first(), second());
    case Operator::kNegate:
      return -first();
    case Operator::kLog:
      return std::log(first());
    case Operator::kExp:
      return std::exp(first());
    case Operator::kSqrt:
      return std::sqrt(first());
  }
  return 0;
}

/// Derivatives of a step by its operands.
struct Partials {
  double first = 0;
  double second = 0;
};

Partials partials_of(const Step& step, std::span<const double> values, double value) {
  const double a = values[step.first];
  const double b = values[step.second];
  switch (step.op) {
    case Operator::kNumber:
    case Operator::kReference:
      break;
    case Operator::kAdd:
      return {1, 1};
    case Operator::kSubtract:
      return {1, -1};
    case Operator::kMultiply:
      return {b, a};
    case Operator::kDivide:
      return {1 / b, -a / (b * b)};
    case Operator::kPower:
      return {b * std::pow(a, b - 1), value * std::log(a)};
    case Operator::kNegate:
      return {-1, 0};
    case Operator::kLog:
      return {1 / a, 0};
    case Operator::kExp:
      return {value, 0};
    case Operator::kSqrt:
      return {1 / (2 * value), 0};
  }
  return {};
}

bool has_two_operands(Operator op) {
  return op == Operator::kAdd || op == Operator::kSubtract || op == Operator::kMultiply ||
         op == Operator::kDivide || op == Operator::kPower;
}

bool depends_on_estimates(const Step& step, const std::vector<bool>& known) {
  if (step.op == Operator::kReference) return true;
  if (step.op == Operator::kNumber) return false;
  return known[step.first] || (has_two_operands(step.op) && known[step.second]);
}

/// Reverse differentiation: the derivative of the last step by each earlier one, from the last to the first.
/// Steps of numbers alone are left out: the power of a negative number has no derivative by its exponent.
void differentiate(std::span<const Step> steps, std::span<const double> values, std::span<double> gradient) {
  std::vector<bool> depends;
  for (const Step& step : steps) depends.push_back(depends_on_estimates(step, depends));
  std::vector<double> by_step(steps.size(), 0.0);
  by_step.back() = 1;
  for (double& derivative : gradient) derivative = 0;
  for (std::size_t i = steps.size(); i-- > 0;) {
    const Step& step = steps[i];
    if (!depends[i]) continue;
    if (step.op == Operator::kReference) {
      gradient[step.first] += by_step[i];
      continue;
    }
    const Partials partials = partials_of(step, values, values[i]);
    if (depends[step.first]) by_step[step.first] += by_step[i] * partials.first;
    if (has_two_operands(step.op) && depends[step.second]) {
      by_step[step.second] += by_step[i] * partials.second;
    }
  }
}

/// The unit of a step; none: a plain number.
using Unit = std::optional<std::string>;

Unit unit_of(const Step& step, const std::vector<Unit>& units, std::span<const std::string> of_reference) {
  const auto mixed = [] { return Unit(std::string()); };
  switch (step.op) {
    case Operator::kNumber:
      return std::nullopt;
    case Operator::kReference:
      return of_reference[step.first];
    case Operator::kAdd:
    case Operator::kSubtract:
      if (!units[step.first]) return units[step.second];
      if (!units[step.second] || units[step.first] == units[step.second]) return units[step.first];
      return mixed();
    case Operator::kMultiply:
      if (!units[step.first]) return units[step.second];
      return units[step.second] ? mixed() : units[step.first];
    case Operator::kDivide:
      if (!units[step.second]) return units[step.first];
      return units[step.first] == units[step.second] ? Unit("ratio") : mixed();
    case Operator::kNegate:
      return units[step.first];
    case Operator::kPower:
    case Operator::kLog:
    case Operator::kExp:
    case Operator::kSqrt:
      break;
  }
  return mixed();
}

}  // namespace

double DerivedExpression::value(std::span<const double> estimates, std::span<double> gradient) const {
  std::vector<double> values;
  values.reserve(steps_.size());
  for (const Step& step : steps_) values.push_back(step_value(step, values, estimates));
  if (!gradient.empty()) differentiate(steps_, values, gradient);
  return values.back();
}

std::string DerivedExpression::unit(std::span<const std::string> units) const {
  std::vector<Unit> of_step;
  for (const Step& step : steps_) of_step.push_back(unit_of(step, of_step, units));
  return of_step.back().value_or("");
}

}  // namespace sondeo::estimation
