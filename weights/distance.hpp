#pragma once

#include <array>
#include <limits>
#include <string_view>

namespace sondeo::weights {

/// How far calibrated weights are from those before: what decides, among all weights that meet the totals,
/// which are taken. g = F(u), u = x' lambda / scale.
/// @source Deville and Sarndal (1992), JASA 87:376-382; survey-statistics 8
enum class Distance {
  kLinear,  ///< g = 1 + u, cut at the bounds (GREG without them)
  kRaking,  ///< g = e^u, cut at the bounds: what raking of categories gives
  kLogit,   ///< an S between two bounds, which it never touches
  kSinh     ///< between the two: g = (p + sqrt(p^2 + 4)) / 2, p = asinh(2 u), cut at the bounds
};
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 4> kDistanceNames = {"linear", "raking", "logit", "sinh"};

/// What g may be; lower < 1 < upper.
struct GBounds {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
};

/// F and its derivative; the derivative of a cut F is 0.
struct GValue {
  double g = 1;
  double slope = 1;
};
[[nodiscard]] GValue g_value(Distance distance, const GBounds& bounds, double u);

}  // namespace sondeo::weights
