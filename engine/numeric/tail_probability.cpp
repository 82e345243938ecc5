#include "engine/numeric/tail_probability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "engine/numeric/compensated.hpp"

namespace sondeo::numeric {

namespace {

using boost::math::cdf;
using boost::math::complement;

double normal_upper_tail(double value) {
  return cdf(complement(boost::math::normal_distribution<>(), value));
}

/// P(b > value y) where b is chi-squared with `df1` and y is 1 or chi-squared / df with `df`.
double ratio_upper_tail(double value, double df1, double df) {
  return std::isinf(df) ? chi_squared_upper_tail(value, df1) : f_upper_tail(value / df1, df1, df);
}

/// sum_i weights_i X_i + scale Z, Z chi-squared with `freedom`: a mixture of `scale` times chi-squared with
/// freedom + weights.size() + 2 j degrees of freedom.
struct Mixture {
  std::vector<double> weights;  ///< >= scale
  double scale;
  double freedom;
};

/// Ruben's series; NaN when it takes too many terms.
double upper_tail(const Mixture& mixture, double df, double value) {
  constexpr std::size_t kMostTerms = 20000;
  constexpr double kLeft = 1e-14;
  const double count = mixture.freedom + static_cast<double>(mixture.weights.size());
  std::vector<double> coefficients(1, 1.0);  // of the mixture; positive, they add up to 1
  std::vector<double> powers;                // sum_i (1 - scale / weight_i)^j
  for (const double weight : mixture.weights) coefficients[0] *= std::sqrt(mixture.scale / weight);
  CompensatedSum mass;
  CompensatedSum tail;
  for (std::size_t j = 0; j < kMostTerms; ++j) {
    if (j > 0) {
      CompensatedSum power;
      for (const double weight : mixture.weights) {
        power.add(std::pow(1 - mixture.scale / weight, static_cast<double>(j)));
      }
      powers.push_back(power.value());
      CompensatedSum next;
      for (std::size_t r = 0; r < j; ++r) next.add(powers[j - 1 - r] * coefficients[r]);
      coefficients.push_back(next.value() / (2 * static_cast<double>(j)));
    }
    const double upper = ratio_upper_tail(value / mixture.scale, count + 2 * static_cast<double>(j), df);
    mass.add(coefficients.back());
    tail.add(coefficients.back() * upper);
    // The terms left have tails between this one's and 1.
    const double left = std::max(0.0, 1 - mass.value());
    if (left * (1 - upper) < kLeft) return std::min(1.0, tail.value() + left);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

/// Cumulants of Q = sum_i weights_i X_i - value Y / df at s: K, K' and K''.
class Cumulants {
 public:
  Cumulants(std::span<const double> weights, double df, double value)
      : weights_(weights), df_(df), value_(value) {}

  [[nodiscard]] double at(double s) const {
    CompensatedSum sum;
    for (const double weight : weights_) sum.add(-std::log1p(-2 * s * weight) / 2);
    sum.add(std::isinf(df_) ? -s * value_ : -df_ / 2 * std::log1p(2 * s * value_ / df_));
    return sum.value();
  }
  [[nodiscard]] double first(double s) const {
    CompensatedSum sum;
    for (const double weight : weights_) sum.add(weight / (1 - 2 * s * weight));
    sum.add(-value_ / shrink(s));
    return sum.value();
  }
  [[nodiscard]] double second(double s) const {
    CompensatedSum sum;
    for (const double weight : weights_) sum.add(2 * weight * weight / std::pow(1 - 2 * s * weight, 2));
    if (!std::isinf(df_)) sum.add(2 * value_ * value_ / df_ / std::pow(shrink(s), 2));
    return sum.value();
  }
  [[nodiscard]] double third_at_0() const {
    CompensatedSum sum;
    for (const double weight : weights_) sum.add(8 * std::pow(weight, 3));
    if (!std::isinf(df_)) sum.add(-8 * std::pow(value_, 3) / (df_ * df_));
    return sum.value();
  }
  /// Where K' is 0: it grows from minus to plus infinity between the two poles.
  [[nodiscard]] double saddlepoint() const {
    double high = 1 / (2 * *std::max_element(weights_.begin(), weights_.end()));
    double low = -df_ / (2 * value_);
    if (std::isinf(df_)) {
      low = -high;
      while (first(low) > 0) low *= 2;
    }
    constexpr int kMostHalvings = 2000;
    for (int i = 0; i < kMostHalvings; ++i) {
      const double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      (first(middle) > 0 ? high : low) = middle;
    }
    return low;
  }

 private:
  [[nodiscard]] double shrink(double s) const { return std::isinf(df_) ? 1.0 : 1 + 2 * s * value_ / df_; }

  std::span<const double> weights_;
  double df_;
  double value_;
};

}  // namespace

double f_upper_tail(double value, double df1, double df2) {
  if (std::isinf(df2)) return chi_squared_upper_tail(value * df1, df1);
  return cdf(complement(boost::math::fisher_f_distribution<>(df1, df2), value));
}

double chi_squared_upper_tail(double value, double df) {
  return cdf(complement(boost::math::chi_squared_distribution<>(df), value));
}

double t_two_sided(double value, double df) {
  if (std::isinf(df)) return 2 * normal_upper_tail(std::abs(value));
  return 2 * cdf(complement(boost::math::students_t_distribution<>(df), std::abs(value)));
}

double weighted_f_upper_tail(std::span<const double> weights, double df, double value) {
  constexpr double kFarBelow = 300;
  if (!(value > 0)) return 1;
  Mixture mixture{{weights.begin(), weights.end()}, *std::min_element(weights.begin(), weights.end()), 0};
  const double exact = upper_tail(mixture, df, value);
  if (!std::isnan(exact)) return exact;
  mixture.scale = *std::max_element(weights.begin(), weights.end()) / kFarBelow;
  std::erase_if(mixture.weights, [&](double weight) {
    if (weight >= mixture.scale) return false;
    mixture.freedom += weight / mixture.scale;
    return true;
  });
  return upper_tail(mixture, df, value);
}

double weighted_f_saddlepoint(std::span<const double> weights, double df, double value) {
  if (!(value > 0)) return 1;
  const Cumulants cumulants(weights, df, value);
  const double s = cumulants.saddlepoint();
  const double spread = cumulants.second(s);
  constexpr double kAtTheMean = 1e-5;
  if (std::abs(s) * std::sqrt(spread) < kAtTheMean) {
    return normal_upper_tail(cumulants.third_at_0() / (6 * std::pow(cumulants.second(0), 1.5)));
  }
  const double w = std::copysign(std::sqrt(std::max(0.0, -2 * cumulants.at(s))), s);
  const double v = s * std::sqrt(spread);
  return normal_upper_tail(w + std::log(v / w) / w);
}

}  // namespace sondeo::numeric
