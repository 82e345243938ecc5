#include "weights/distance.hpp"

#include <cmath>

namespace sondeo::weights {

namespace {

GValue uncut(Distance distance, double u) {
  if (distance == Distance::kRaking) return {std::exp(u), std::exp(u)};
  if (distance == Distance::kSinh) {
    const double p = std::asinh(2 * u);
    const double root = std::sqrt(p * p + 4);
    const double g = p > 0 ? (p + root) / 2 : 2 / (root - p);  // no digits lost for small g
    return {g, g / root * 2 / std::sqrt(1 + 4 * u * u)};
  }
  return {1 + u, 1};
}

GValue logit(const GBounds& bounds, double u) {
  const double low = bounds.lower;
  const double up = bounds.upper;
  const double a = (up - low) / ((up - 1) * (1 - low));
  const double e = std::exp(-std::abs(a * u));  // never too large
  // Of L (U - 1) + U (1 - L) e^(A u) over U - 1 + (1 - L) e^(A u), both divided by e^(A u) where u > 0.
  const double first = u > 0 ? e * (up - 1) : up - 1;
  const double second = u > 0 ? 1 - low : e * (1 - low);
  const double whole = first + second;
  return {(low * first + up * second) / whole, a * (up - low) * first * second / (whole * whole)};
}

}  // namespace

GValue g_value(Distance distance, const GBounds& bounds, double u) {
  if (distance == Distance::kLogit) return logit(bounds, u);
  const GValue value = uncut(distance, u);
  if (value.g < bounds.lower) return {bounds.lower, 0};
  if (value.g > bounds.upper) return {bounds.upper, 0};
  return value;
}

}  // namespace sondeo::weights
