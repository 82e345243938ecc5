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
  // Parameters without a distribution, or past what its series reach, have no quantile: NaN, not an
  // exception.
  using boost::math::policies::policy;
  using namespace boost::math::policies;  // NOLINT(google-build-using-namespace): names of one policy
  using Silent = policy<domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>,
                        evaluation_error<ignore_error>>;
  return boost::math::quantile(boost::math::beta_distribution<double, Silent>(a, b), probability);
}

}  // namespace sondeo::numeric
