#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace sondeo::estimation {

/// How p values of a family of tests are adjusted for their number.
enum class PAdjustment { kNone, kBonferroni, kHolm, kBh };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 4> kPAdjustmentNames = {"none", "bonferroni", "holm", "bh"};

/// Adjusted p values, in the order of `p`; NaN are no tests, stay NaN and do not count.
/// bonferroni n p; holm (step down) max over smaller ones of (n - rank + 1) p; bh (Benjamini and Hochberg,
/// step up) min over larger ones of n / rank p; none above 1.
/// @source Holm (1979), Scand. J. Statist. 6:65-70; Benjamini and Hochberg (1995), JRSS B 57:289-300;
/// R p.adjust
[[nodiscard]] std::vector<double> adjusted_p(PAdjustment method, std::span<const double> p);

}  // namespace sondeo::estimation
