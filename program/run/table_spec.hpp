#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::run {

struct Study;

/// What the cells of a table are: an indicator's estimate, or shares of their row, column or whole.
enum class TablePercent { kNone, kRow, kColumn, kTotal };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 4> kTablePercentNames = {"none", "row", "column", "total"};

/// A numbered tabulation that is printed: `[[table]]` (DESIGN 5).
struct TableSpec {
  Written number;
  questionnaires::Texts title;
  questionnaires::Texts note;
  questionnaires::Texts source;
  std::vector<Written> indicators;  ///< empty: the cases themselves, in percent
  /// What stands beside and above the cells, one after another; each a variable or a cross of several.
  std::vector<std::vector<Written>> rows;
  std::vector<std::vector<Written>> columns;
  TablePercent percent = TablePercent::kNone;
  std::optional<Written> universe;  ///< narrows that of its indicators
  std::string level;                ///< of the cases
  std::optional<Written> weight;    ///< likewise: a role
  /// What is estimated: one for each indicator, named `ID@NUMBER` where the universe or the percentages make
  /// its figures others than the indicator's own. Made by `settle_tables`.
  std::vector<questionnaires::Indicator> subjects;
};

/// Reads one `[[table]]`.  @throws Error kSpec..., kTable...
[[nodiscard]] TableSpec read_table_section(spec::Section& section);

/// Finds what the tables of a study are of, once its indicators are known.
/// @throws Error kStudyUnknownIndicator, kTableNumberTwice
void settle_tables(Study& study);

}  // namespace sondeo::run
