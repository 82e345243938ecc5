#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::published {

/// What a printed figure says of its cell.
enum class Statistic {
  kEstimate,
  kSe,
  kCv,
  kCiLow,
  kCiHigh,
  kInterval,  ///< both ends of the interval in one cell
  kN,
  kEvents,
  kPopulation,
  kDf,
  kDeff,
  kPsus,
  kStrata
};
/// Their names, in the enumeration's order, as users declare them.
inline constexpr std::array<std::string_view, 13> kStatisticNames = {
    "estimate", "se",         "cv", "ci_low", "ci_high", "interval", "n",
    "n_events", "population", "df", "deff",   "n_psu",   "n_strata"};

/// Whether a statistic is printed in the unit of the estimate itself: it, its error and its limits.
[[nodiscard]] constexpr bool in_unit_of_estimate(Statistic statistic) {
  return statistic == Statistic::kEstimate || statistic == Statistic::kSe || statistic == Statistic::kCiLow ||
         statistic == Statistic::kCiHigh || statistic == Statistic::kInterval;
}

/// In what a figure is printed.
enum class PrintedUnit { kFraction, kPercent, kPer1000, kPer10000, kPer100000, kThousands, kMillions };
inline constexpr std::array<std::string_view, 7> kPrintedUnitNames = {
    "fraction", "percent", "per_1000", "per_10000", "per_100000", "thousands", "millions"};

/// What a figure that is 1 of its kind is printed as: 100 for percent, 0.001 for thousands.
[[nodiscard]] double per_one(PrintedUnit unit);

/// A text by which words are compared: no accents, lower case, signs between words as single blanks.
[[nodiscard]] std::string compared_form(std::string_view text);

/// The words of printed tables, in every language that is known.
class Vocabulary {
 public:
  Vocabulary();

  /// The statistic that a heading names; a level of confidence in it does not count.
  [[nodiscard]] std::optional<Statistic> statistic(std::string_view text) const;
  [[nodiscard]] bool is_total(std::string_view text) const;
  [[nodiscard]] bool is_code(std::string_view text) const;
  /// Whether a column so called holds no figures: notes, quality.
  [[nodiscard]] bool is_ignored(std::string_view text) const;
  /// The unit that a heading or title names, alone, in parentheses, or behind a comma.
  [[nodiscard]] std::optional<PrintedUnit> unit(std::string_view text) const;
  /// How a text may be compared, most exact first: as it is, without marks of footnotes, without its unit.
  [[nodiscard]] std::vector<std::string> forms_of(std::string_view text) const;
  /// The heading without a unit in parentheses at its end.
  [[nodiscard]] std::string without_unit(std::string_view text) const;

 private:
  std::map<std::string, Statistic, std::less<>> statistics_;
  std::set<std::string, std::less<>> totals_;
  std::set<std::string, std::less<>> codes_;
  std::set<std::string, std::less<>> ignored_;
  std::map<std::string, PrintedUnit, std::less<>> units_;
};

}  // namespace sondeo::published
