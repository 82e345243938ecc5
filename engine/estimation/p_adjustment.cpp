#include "engine/estimation/p_adjustment.hpp"

#include <algorithm>
#include <cmath>

namespace sondeo::estimation {

namespace {

/// Positions of the p values that are numbers, the smallest first.
std::vector<std::size_t> ascending(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!std::isnan(p[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

void step_down(std::span<const std::size_t> order, std::span<double> p) {
  const double n = static_cast<double>(order.size());
  double largest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, (n - static_cast<double>(i)) * p[order[i]]);
    p[order[i]] = std::min(1.0, largest);
  }
}

void step_up(std::span<const std::size_t> order, std::span<double> p) {
  const double n = static_cast<double>(order.size());
  double smallest = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    smallest = std::min(smallest, n / static_cast<double>(i + 1) * p[order[i]]);
    p[order[i]] = smallest;
  }
}

}  // namespace

std::vector<double> adjusted_p(PAdjustment method, std::span<const double> p) {
  std::vector<double> adjusted(p.begin(), p.end());
  const auto order = ascending(p);
  switch (method) {
    case PAdjustment::kNone:
      break;
    case PAdjustment::kBonferroni:
      for (const std::size_t i : order) adjusted[i] = std::min(1.0, static_cast<double>(order.size()) * p[i]);
      break;
    case PAdjustment::kHolm:
      step_down(order, adjusted);
      break;
    case PAdjustment::kBh:
      step_up(order, adjusted);
      break;
  }
  return adjusted;
}

}  // namespace sondeo::estimation
