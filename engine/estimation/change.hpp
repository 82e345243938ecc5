#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "engine/estimation/p_adjustment.hpp"

namespace sondeo::estimation {

/// What can be said of a change.
enum class Verdict { kSignificant, kNotSignificant, kNotTested, kNotComparable };
/// Their names, in the enumeration's order.
inline constexpr std::array<std::string_view, 4> kVerdictNames = {"significant", "not_significant",
                                                                  "not_tested", "not_comparable"};

/// One indicator, category and cell in two editions of a survey. Absent numbers are NaN; `notes` say why.
struct Change {
  Estimate first;               ///< of the earlier edition; no figures where it has none
  Estimate second;              ///< of the later edition, likewise
  double difference = kAbsent;  ///< second - first, in the unit of both
  double se = kAbsent;          ///< of the difference
  double covariance = 0;        ///< of the two estimates; 0 of independent editions
  double shared_df = 0;         ///< degrees of freedom that both rest on
  double df = kAbsent;
  double ci_low = kAbsent;
  double ci_high = kAbsent;
  double t = kAbsent;
  double p = kAbsent;
  double p_adjusted = kAbsent;  ///< over the table
  double ratio = kAbsent;       ///< second / first
  double ratio_low = kAbsent;
  double ratio_high = kAbsent;
  Verdict verdict = Verdict::kNotTested;
  std::string flag;  ///< "D": the definition differs but is harmonised; "B": a break was declared
  std::vector<std::string> notes;  ///< "only_in_first", "unit_differs", "definition:universe" ...
};

/// What the editions have in common beside an estimate.
struct ChangeBasis {
  double covariance = 0;
  double shared_df = 0;  ///< degrees of freedom that both estimates rest on
  double level = 0.95;
};

/// Difference and ratio of two estimates that have value and standard error:
/// V(difference) = V1 + V2 - 2 C; ln ratio has V1 / theta1^2 + V2 / theta2^2 - 2 C / (theta1 theta2).
/// df: Satterthwaite's of the two, at most df1 + df2 - shared. No test where the standard error is 0.
/// @source moments.md, Waves; Satterthwaite (1946), Biometrics Bulletin 2:110-114
void set_change(const ChangeBasis& basis, Change& change);

/// The changes of a survey between two editions.
struct ChangeTable {
  std::string study_first;
  std::string period_first;
  std::string study_second;
  std::string period_second;
  std::vector<DisaggregationColumn> disaggregations;
  std::vector<Change> rows;
  double level = 0.95;
  std::vector<std::pair<std::string, std::string>> facts;       ///< overlap, shared PSUs, adjustment
  std::vector<std::pair<std::string, std::string>> provenance;  ///< of the later edition
};

/// Adjusts the p values over all rows and says what is significant at 1 - level.
void judge_changes(PAdjustment adjustment, ChangeTable& table);

}  // namespace sondeo::estimation
