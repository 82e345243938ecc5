#include "engine/estimation/quantile_rule.hpp"

#include <algorithm>
#include <vector>

#include "engine/base/diagnostic.hpp"

namespace sondeo::estimation {

namespace {

/// Between which values p falls, and how far it is from the cumulated shares of both.
struct Neighbours {
  std::size_t lower;  ///< the last with cumulated weight <= p W, the first if there is none
  std::size_t upper;  ///< the next, if any
  double above_lower;
  double below_upper;
};

// p is compared with cumulated / total by a division and a subtraction, as written: where the weights meet
// p exactly, the last bit decides which value is taken.
Neighbours neighbours(std::span<const double> cumulated, double p) {
  const double total = cumulated.back();
  const auto after = std::upper_bound(cumulated.begin(), cumulated.end(), p * total);
  const auto reached = static_cast<std::size_t>(after - cumulated.begin());
  const std::size_t lower = reached == 0 ? 0 : reached - 1;
  const std::size_t upper = std::min(lower + 1, cumulated.size() - 1);
  return {lower, upper, p - cumulated[lower] / total, cumulated[upper] / total - p};
}

double first_above(const OrderedSample& sample, double p) {
  const Neighbours at = neighbours(sample.cumulated, p);
  return sample.values[at.above_lower <= 0 ? at.lower : at.upper];
}

double mean_at_steps(const OrderedSample& sample, double p) {
  const Neighbours at = neighbours(sample.cumulated, p);
  if (at.above_lower <= 0) return (sample.values[at.lower] + sample.values[at.upper]) / 2;
  return sample.values[at.upper];
}

/// hf3 counts positions among distinct values: the even one at a step.
double even_at_steps(const OrderedSample& sample, double p) {
  std::vector<double> values;
  std::vector<double> cumulated;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (!values.empty() && values.back() == sample.values[i]) {
      cumulated.back() = sample.cumulated[i];
    } else {
      values.push_back(sample.values[i]);
      cumulated.push_back(sample.cumulated[i]);
    }
  }
  const Neighbours at = neighbours(cumulated, p);
  const bool even = (at.lower + 1) % 2 == 0;  // positions count from 1
  return values[at.above_lower <= 0 && even ? at.lower : at.upper];
}

double between_steps(const OrderedSample& sample, double p) {
  const Neighbours at = neighbours(sample.cumulated, p);
  if (at.lower == at.upper) return sample.values[at.lower];
  const double share = at.above_lower / (at.above_lower + at.below_upper);
  return sample.values[at.lower] * (1 - share) + sample.values[at.upper] * share;
}

/// Where the i-th value stands on the scale of p, for the rules that interpolate between such points.
double plotting_position(const OrderedSample& sample, QuantileRule rule, std::size_t i) {
  const double before = i == 0 ? 0.0 : sample.cumulated[i - 1];
  const double upto = sample.cumulated[i];
  const double last = sample.weights.back();
  const double total = sample.total();
  switch (rule) {
    case QuantileRule::kHf5:
      return (upto - sample.weights[i] / 2) / total;
    case QuantileRule::kHf6:
      return upto / (total + last);
    case QuantileRule::kHf7:
      return before / sample.cumulated[sample.size() - 2];
    case QuantileRule::kHf8:
      return (before / 3 + 2 * upto / 3) / (total + last / 3);
    case QuantileRule::kHf9:
      return (3 * before / 8 + 5 * upto / 8) / (total + last / 4);
    default:
      break;
  }
  ensure(false, "a quantile rule without plotting positions");
  return 0;
}

/// A straight line between plotting positions; weights too small to move the position share the mean of
/// their values.
double interpolated(const OrderedSample& sample, QuantileRule rule, double p) {
  const auto position = [&](std::size_t i) { return plotting_position(sample, rule, i); };
  struct Node {
    double position;
    double value;
  };
  const auto node_at = [&](std::size_t i) {
    const double here = position(i);
    std::size_t first = i;
    while (first > 0 && position(first - 1) == here) --first;
    double sum = 0;
    std::size_t last = first;
    while (last < sample.size() && position(last) == here) sum += sample.values[last++];
    return Node{here, sum / static_cast<double>(last - first)};
  };
  std::size_t below = 0;  // positions <= p, found by halving
  for (std::size_t end = sample.size(); below < end;) {
    const std::size_t middle = below + (end - below) / 2;
    if (position(middle) <= p) {
      below = middle + 1;
    } else {
      end = middle;
    }
  }
  if (below == 0) return node_at(0).value;
  const Node left = node_at(below - 1);
  if (below == sample.size()) return left.value;
  const Node right = node_at(below);
  return left.value + (right.value - left.value) * ((p - left.position) / (right.position - left.position));
}

}  // namespace

QuantileRule quantile_rule_at(std::size_t position) {
  constexpr std::size_t kRules = 9;
  return static_cast<QuantileRule>(position < kRules ? position : position - kRules);
}

double quantile_of(const OrderedSample& sample, QuantileRule rule, double p) {
  if (sample.size() == 1) return sample.values[0];
  switch (rule) {
    case QuantileRule::kHf1:
      return first_above(sample, p);
    case QuantileRule::kHf2:
      return mean_at_steps(sample, p);
    case QuantileRule::kHf3:
      return even_at_steps(sample, p);
    case QuantileRule::kHf4:
      return between_steps(sample, p);
    default:
      return interpolated(sample, rule, p);
  }
}

}  // namespace sondeo::estimation
