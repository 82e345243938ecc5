#pragma once

#include <cmath>
#include <span>

namespace sondeo::numeric {

/// A running sum with Neumaier's compensation: the error of a sum of n terms does not grow with n.
/// @source Neumaier (1974), ZAMM 54:39-51
class CompensatedSum {
 public:
  void add(double value) {
    const double next = sum_ + value;
    correction_ += std::abs(sum_) >= std::abs(value) ? (sum_ - next) + value : (value - next) + sum_;
    sum_ = next;
  }
  [[nodiscard]] double value() const { return sum_ + correction_; }

 private:
  double sum_ = 0;
  double correction_ = 0;
};

/// Sum of `values` in their order, compensated; 0 for none.
[[nodiscard]] inline double ordered_sum(std::span<const double> values) {
  CompensatedSum sum;
  for (const double value : values) sum.add(value);
  return sum.value();
}

}  // namespace sondeo::numeric
