#pragma once

#include <array>
#include <string_view>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::run {

/// What the cells of a cross are shares of.
enum class CrossPercent { kRow, kColumn, kTotal };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 3> kCrossPercentNames = {"row", "column", "total"};

/// A cross of two variables whose cells are shares of their row, column or whole: `[[cross]]`, `--table`.
struct CrossSpec {
  Written rows;
  Written columns;
  CrossPercent percent = CrossPercent::kTotal;
  questionnaires::Indicator subject;  ///< its name, level, universe, weight and `per`
};

/// The cross of two variables, without more.
[[nodiscard]] CrossSpec make_cross(const Written& rows, const Written& columns);

/// Reads one `[[cross]]`: rows, columns, percent, level, universe, weight, per.  @throws Error kSpec...
[[nodiscard]] CrossSpec read_cross_section(spec::Section& section);

}  // namespace sondeo::run
