#include "engine/numeric/distribution.hpp"

#include <cmath>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace sondeo::numeric {

double t_quantile(double probability, double df) {
  if (std::isinf(df)) return boost::math::quantile(boost::math::normal_distribution<>(), probability);
  return boost::math::quantile(boost::math::students_t_distribution<>(df), probability);
}

double beta_quantile(double probability, double a, double b) {
  return boost::math::quantile(boost::math::beta_distribution<>(a, b), probability);
}

}  // namespace sondeo::numeric
