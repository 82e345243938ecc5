#pragma once

#include <string>
#include <vector>

#include "engine/estimation/change.hpp"
#include "engine/estimation/p_adjustment.hpp"
#include "engine/numeric/matrix.hpp"

namespace sondeo::estimation {

/// One indicator, category and cell in several editions of a survey. Absent numbers are NaN; `notes` say why.
struct Trend {
  std::vector<Estimate> editions;  ///< in their order; without figures where one has none
  numeric::Matrix covariance;      ///< [editions x editions] of the estimates
  double slope = kAbsent;          ///< per unit of time
  double se = kAbsent;
  double df = kAbsent;
  double ci_low = kAbsent;
  double ci_high = kAbsent;
  double t = kAbsent;
  double p = kAbsent;
  double p_adjusted = kAbsent;  ///< over the table
  double wald = kAbsent;        ///< F of no change at all between the editions
  double wald_df1 = kAbsent;
  double wald_df2 = kAbsent;
  double wald_p = kAbsent;
  double curve = kAbsent;  ///< F of a straight line
  double curve_df1 = kAbsent;
  double curve_p = kAbsent;  ///< its second df is `wald_df2`
  Verdict verdict = Verdict::kNotTested;
  std::string flag;  ///< as `Change::flag`, of any pair
  std::vector<std::string> notes;
};

/// What the editions have in common beside their estimates.
struct TrendBasis {
  std::vector<double> times;  ///< of the editions, ascending
  double shared_df = 0;  ///< sum over the editions of the df that each has with the earlier one it shares
                         ///< most with
  double level = 0.95;
};

/// The straight line through the estimates by least squares: slope = c' theta, c_k = (t_k - mean) / sum (t -
/// mean)^2, with the variance c' V c of the design, V with the covariances of shared PSUs; t with
/// Satterthwaite's df of the editions' own parts, at most the df of all together less those shared. Wald
/// tests of no change (L: differences from the first) and of a straight line (D: second divided differences):
/// F = (L theta)' (L V L')^-1 (L theta) / rank.
/// @source Korn and Graubard (1999), Analysis of Health Surveys, 8.3 (trends of survey estimates by
/// contrasts); Satterthwaite (1946), Biometrics Bulletin 2:110-114; Wald (1943)
void set_trend(const TrendBasis& basis, Trend& trend);

/// A survey's editions in time.
struct TrendTable {
  std::vector<std::pair<std::string, std::string>> editions;  ///< study and period
  std::vector<double> times;
  std::vector<DisaggregationColumn> disaggregations;
  std::vector<Trend> rows;
  double level = 0.95;
  std::vector<std::pair<std::string, std::string>> facts;  ///< overlap, shared PSUs, adjustment, unit of time
  std::vector<std::pair<std::string, std::string>> provenance;  ///< of the last edition
};

/// Adjusts the p values of the slopes over all rows and says which are significant at 1 - level.
void judge_trends(PAdjustment adjustment, TrendTable& table);

}  // namespace sondeo::estimation
