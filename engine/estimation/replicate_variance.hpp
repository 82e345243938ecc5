#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/design/replicates.hpp"
#include "engine/moments/moments.hpp"
#include "engine/table/column.hpp"

namespace sondeo::estimation {

/// Replicate weights that came with the data: one column for each replicate, of the level's rows. A row
/// without full weight is not in the sample, nor in its replicates.
struct GivenReplicates {
  design::ReplicateScheme scheme;
  std::vector<Column> columns;   ///< [R]; missing and negative ones count 0 (refused inside a base before)
  bool combined = true;          ///< full weights; else factors on the full weight
  std::optional<double> df;      ///< absent: rank of the replicate weights - 1
  bool may_be_negative = false;  ///< as calibration without bounds makes some; else negative ones count 0
  std::size_t moved_totals = 0;  ///< the last columns, which carry errors of totals and not the sample's
  bool rank_df = true;           ///< false: degrees of freedom are the design's, as replicates made have them

  /// How many replicates are of the sample.
  [[nodiscard]] std::size_t of_sample() const { return columns.size() - moved_totals; }
  /// Weights of one replicate beside the full weights. [rows]
  [[nodiscard]] std::vector<double> weights(std::size_t replicate, std::span<const double> full) const;
};

/// An estimate's two totals under each replicate.
struct ReplicateTotals {
  std::vector<double> numerator;    ///< T_r(y), [R]
  std::vector<double> denominator;  ///< T_r(x), or T_r(1) without x, [R]
};

/// Totals under replicates that re-weight whole PSUs, from the moments alone (moments.md, "Replicates"):
/// T_r = sum_i factor_ir t_i. Fills `totals` (its memory is reused).
void fill_totals(std::span<const moments::BreakdownMoments::Entry> entries,
                 const design::Replicates& replicates, std::size_t numerator, std::size_t denominator,
                 ReplicateTotals& totals);

struct ReplicateVariance {
  double variance;   ///< NaN when too few replicates have a base
  std::size_t used;  ///< replicates with a base
  double kurtosis;   ///< of the replicates about their centre: mean fourth power / squared mean square
};

/// How many random replicates bring the coefficient of variation of a standard error to `cv`: a variance of R
/// of them has the squared CV (kurtosis - 1) / R, its root half that CV. Normal ones have a kurtosis of 3.
/// @source Beaumont and Patak (2012), International Statistical Review 80:127-148, section 4; the delta
/// method
[[nodiscard]] double replicates_needed(double kurtosis, double cv);

/// V = scale sum_r rscales_r (theta_r - centre)^2.
///
/// A replicate whose denominator is 0 has no estimate. Then a bootstrap goes on with the scale times R / used
/// while used >= 0.9 R; any other method gives no variance (survey-statistics 17; R drops such replicates and
/// keeps the scale: too small).
/// @param divides   whether theta is numerator / denominator; else the numerator
/// @param estimate  from the full sample
/// @source survey-statistics 10
[[nodiscard]] ReplicateVariance replicate_variance(const design::ReplicateScheme& scheme,
                                                   const ReplicateTotals& totals, bool divides,
                                                   double estimate);

}  // namespace sondeo::estimation
