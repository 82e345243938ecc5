#include "engine/estimation/hypothesis_test.hpp"

#include <cmath>

#include "engine/numeric/distribution.hpp"
#include "engine/numeric/tail_probability.hpp"

namespace sondeo::estimation {

void set_t_test(const Estimate& row, double value, TestResult& test) {
  if (!(row.df > 0) || !(row.se > 0)) return;
  const bool logarithmic = row.interval == "log" && value > 0;
  const double t =
      logarithmic ? std::log(row.estimate / value) * row.estimate / row.se : (row.estimate - value) / row.se;
  if (!std::isfinite(t)) return;
  test.value = t;
  test.df1 = row.df;
  test.p = numeric::t_two_sided(t, row.df);
}

}  // namespace sondeo::estimation
