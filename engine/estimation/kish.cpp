#include "engine/estimation/kish.hpp"

#include "engine/numeric/compensated.hpp"

namespace sondeo::estimation {

double kish_factor(std::span<const double> weights) {
  numeric::CompensatedSum sum;
  numeric::CompensatedSum squares;
  double n = 0;
  for (const double weight : weights) {
    if (weight == 0.0) continue;
    sum.add(weight);
    squares.add(weight * weight);
    n += 1;
  }
  return n * squares.value() / (sum.value() * sum.value());
}

}  // namespace sondeo::estimation
