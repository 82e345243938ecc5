#include "engine/numeric/root.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <boost/math/tools/roots.hpp>

#include "engine/base/diagnostic.hpp"

namespace sondeo::numeric {

double bracketed_root(const std::function<double(double)>& function, double start, double step) {
  constexpr int kMostDoublings = 200;
  double inner = start;
  double outer = start + step;
  for (int i = 0; function(outer) < 0; ++i) {
    ensure(i < kMostDoublings && std::isfinite(outer), "a function without a root");
    inner = outer;
    step *= 2;
    outer = start + step;
  }
  std::uintmax_t iterations = 200;
  const boost::math::tools::eps_tolerance<double> tolerance;
  const auto bracket = boost::math::tools::toms748_solve(function, std::min(inner, outer),
                                                         std::max(inner, outer), tolerance, iterations);
  return (bracket.first + bracket.second) / 2;
}

}  // namespace sondeo::numeric
