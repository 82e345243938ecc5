#include "weights/weight_diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/estimation/kish.hpp"
#include "engine/numeric/compensated.hpp"
#include "weights/weight_quantile.hpp"

namespace sondeo::weights {

WeightSummary summarise(std::span<const double> weights) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> ascending;
  std::copy_if(weights.begin(), weights.end(), std::back_inserter(ascending),
               [](double weight) { return weight != 0.0; });
  WeightSummary summary;
  summary.count = ascending.size();
  if (ascending.empty()) {
    summary.minimum = summary.maximum = summary.mean = summary.cv = summary.deff = summary.effective_count =
        kNone;
    summary.quantiles.fill(kNone);
    return summary;
  }
  const auto count = static_cast<double>(ascending.size());
  summary.sum = numeric::ordered_sum(ascending);
  summary.mean = summary.sum / count;
  summary.deff = estimation::kish_factor(ascending);
  summary.cv = std::sqrt(std::max(summary.deff - 1, 0.0));
  summary.effective_count = count / summary.deff;
  std::sort(ascending.begin(), ascending.end());
  summary.minimum = ascending.front();
  summary.maximum = ascending.back();
  for (std::size_t i = 0; i < kSummaryQuantiles.size(); ++i) {
    summary.quantiles.at(i) = weight_quantile(ascending, kSummaryQuantiles.at(i));
  }
  return summary;
}

std::vector<double> factors_between(std::span<const double> before, std::span<const double> after) {
  std::vector<double> factors;
  for (std::size_t row = 0; row < before.size(); ++row) {
    if (before[row] != 0.0 && after[row] != 0.0) factors.push_back(after[row] / before[row]);
  }
  return factors;
}

}  // namespace sondeo::weights
