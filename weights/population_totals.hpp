#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/design/margins.hpp"
#include "engine/spec/value.hpp"
#include "engine/table/table.hpp"

namespace sondeo::weights {

/// Totals of the population by the codes of a margin's variables, as the user gave them.
struct PopulationTotals {
  Written source;                              ///< the file, or the key's text
  std::vector<std::vector<std::string>> keys;  ///< codes; one empty key for a margin without categories
  std::vector<double> values;                  ///< [keys]
  std::vector<double> se;                      ///< [keys] of totals that are estimates; empty: known
};

/// Reads `totals = { "1" = 100, "2/15-19" = 200 }`: codes of several variables with '/' between them.
/// @param variables  how many variables of categories the margin has
/// @throws Error kTotalsKey; kSpec...
[[nodiscard]] PopulationTotals read_inline_totals(const spec::Value& value, std::size_t variables);

/// `total = 6_212_000`, of a margin without categories; with `se` when it is an estimate.
[[nodiscard]] PopulationTotals single_total(const spec::Value& value, std::optional<double> se);

/// The columns that a file of totals has: the variables, `total`, and `se` when totals are estimates.
[[nodiscard]] std::vector<std::string> totals_columns(std::span<const Written> variables, bool estimated);

/// Totals of a table with those columns; `se` if it is there.
/// @throws Error kTotalsNotNumber (a text, nothing, or a number below 0, with its line), kTotalsCodeMissing,
///         kTotalsTwice
[[nodiscard]] PopulationTotals totals_of_table(const Table& table, std::span<const Written> variables,
                                               const Written& file);

/// What is wrong between totals and sample: nothing when both are empty.
struct TotalsGaps {
  std::vector<std::string> without_total;  ///< groups of the sample
  std::vector<std::string> without_case;   ///< totals other than 0
  std::vector<std::string> zero;           ///< groups of the sample whose total is 0
};

/// The totals of a margin's groups, in the margin's order; NaN where there is none. A code is found as it is
/// written, or else by the number that it is (7 for 07).
struct MatchedTotals {
  std::vector<double> values;  ///< [groups]
  std::vector<double> se;      ///< [groups]; 0 of known totals
  TotalsGaps gaps;
};
[[nodiscard]] MatchedTotals match_totals(const design::Margin& margin, const PopulationTotals& totals);

/// Totals of several margins, one after the other.
struct CheckedTotals {
  std::vector<double> values;
  std::vector<double> se;  ///< 0 of known totals
};

/// The totals of several margins put one after the other, checked: every code has a total and every total a
/// case, and margins of categories add up to the same.
/// @param partial  totals without a case are passed over
/// @throws Error kCodesWithoutTotal, kTotalsWithoutCase, kTotalsZero: each lists them all;
///         kMarginSums (with both sums)
[[nodiscard]] CheckedTotals checked_totals(std::span<const design::Margin> margins,
                                           std::span<const PopulationTotals> totals, bool partial);

/// A file of totals to be filled in: the margin's groups with what the weights give now.
struct TotalsTemplate {
  Written file;                      ///< as the step names it
  std::optional<Written> sheet;      ///< of a workbook
  std::vector<std::string> columns;  ///< the variables, `total`, `se` if totals are estimates, `now`
  std::vector<std::vector<std::string>> codes;  ///< [groups][variables]
  std::vector<double> now;                      ///< [groups]
};

/// @param estimated  with a column `se`
[[nodiscard]] TotalsTemplate totals_template(const design::Margin& margin, std::span<const Written> variables,
                                             bool estimated, std::span<const double> weights);

/// As a CSV; what is to be filled in is empty.
[[nodiscard]] std::string template_csv(const TotalsTemplate& made);

}  // namespace sondeo::weights
