#include "engine/numeric/root.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include <boost/math/tools/roots.hpp>

namespace sondeo::numeric {

namespace {
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
}

double bracketed_root(const std::function<double(double)>& function, double start, double step) {
  constexpr int kMostDoublings = 200;
  if (!(function(start) < 0)) return std::isnan(function(start)) ? kNone : start;
  double inner = start;
  double outer = start + step;
  for (int i = 0; function(outer) < 0; ++i) {
    if (i == kMostDoublings || !std::isfinite(outer)) return kNone;
    inner = outer;
    step *= 2;
    outer = start + step;
  }
  if (std::isnan(function(outer))) return kNone;
  std::uintmax_t iterations = 200;
  const boost::math::tools::eps_tolerance<double> tolerance;
  const auto bracket = boost::math::tools::toms748_solve(function, std::min(inner, outer),
                                                         std::max(inner, outer), tolerance, iterations);
  return (bracket.first + bracket.second) / 2;
}

}  // namespace sondeo::numeric
