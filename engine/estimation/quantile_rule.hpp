#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace sondeo::estimation {

/// How a quantile is read off weighted values: the nine definitions of Hyndman and Fan (1996), The American
/// Statistician 50:361-365, with weights.
enum class QuantileRule { kHf1, kHf2, kHf3, kHf4, kHf5, kHf6, kHf7, kHf8, kHf9 };
/// Their names as users write them; two have a second one.
inline constexpr std::array<std::string_view, 11> kQuantileRuleNames = {
    "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9", "math", "school"};
/// The rule named at a position of kQuantileRuleNames.
[[nodiscard]] QuantileRule quantile_rule_at(std::size_t position);

/// Values with their weights, all > 0, ascending by value; at least one.
struct OrderedSample {
  std::span<const double> values;
  std::span<const double> weights;
  std::span<const double> cumulated;  ///< of the weights, up to and with each value
  [[nodiscard]] std::size_t size() const { return values.size(); }
  [[nodiscard]] double total() const { return cumulated.back(); }
};

/// The quantile at `p` in [0, 1]. hf4 goes on in a straight line below the first cumulated weight; hf5 to
/// hf9 stay at the first and the last value.
/// @source survey-statistics 7; R survey svyquantile, argument qrule
[[nodiscard]] double quantile_of(const OrderedSample& sample, QuantileRule rule, double p);

}  // namespace sondeo::estimation
