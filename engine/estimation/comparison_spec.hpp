#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/base/place.hpp"
#include "engine/estimation/p_adjustment.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::estimation {

/// What two domains are compared by.
enum class ComparisonForm { kDifference, kRatio };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 2> kComparisonFormNames = {"difference", "ratio"};

/// Domains compared with each other: `[[compare]]`, `--compare`.
struct ComparisonSpec {
  Written variable;             ///< whose categories are compared
  std::optional<Written> with;  ///< the category that the others are compared with; absent: every pair
  bool with_total = false;      ///< compared with all cases instead
  ComparisonForm form = ComparisonForm::kDifference;
  PAdjustment adjust = PAdjustment::kNone;
};

/// Reads one `[[compare]]`: variable, with (a code, or "total"), as, adjust.  @throws Error kSpec...
[[nodiscard]] ComparisonSpec read_comparison_section(spec::Section& section);

}  // namespace sondeo::estimation
