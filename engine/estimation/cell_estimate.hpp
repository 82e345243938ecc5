#pragma once

#include "engine/estimation/cell_moments.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// What the moments of one cell say about one target, before any interval.
struct CellEstimate {
  double value = kAbsent;  ///< not yet multiplied by `per`
  double se = kAbsent;     ///< likewise
  double deff = kAbsent;
  double deff_wor = kAbsent;
  double weight = 0;  ///< T(1)
  double missing_share = kAbsent;
  moments::CellSums sums;
  CaseUnits units;
  std::size_t replicates_left_out = 0;  ///< those without a base, of `replicates`
  std::size_t replicates = 0;           ///< 0 for a linearised variance
  bool negative_variance = false;       ///< possible with unequal probabilities alone; then there is no se
  double replicate_kurtosis = kAbsent;  ///< of their estimates
  bool no_cases = false;
  bool zero_denominator = false;

  /// A proportion that is exactly 0 or 1: by counting cases, not by comparing sums.
  [[nodiscard]] bool none() const { return sums.n_events == 0; }
  [[nodiscard]] bool all() const { return sums.n_events == sums.n; }
};

/// Why a linearised variance is absent: `negative_variance`, or `all_strata_lonely` under `average`.
[[nodiscard]] const char* no_variance_note(const CellEstimate& cell);

/// Working memory, reused between calls.
struct CellScratch {
  Scores scores;  ///< of calibrated weights: their residuals
  Scores by_profile;
  ReplicateTotals totals;
};

/// The totals of a cell's terms: known, or added up when asked for.
class TermTotals {
 public:
  explicit TermTotals(std::span<const moments::BreakdownMoments::Entry> entries,
                      std::span<const double> known = {})
      : entries_(entries), known_(known) {}
  [[nodiscard]] double of(std::size_t term) const;

 private:
  std::span<const moments::BreakdownMoments::Entry> entries_;
  std::span<const double> known_;  ///< [terms]; empty: not known
};

/// An estimate that lacks its variance alone.
struct PointEstimate {
  CellEstimate cell;
  ScoreForm form{};    ///< of its scores; of replicates as well
  ScoreForm scored{};  ///< the same from numbers that keep their digits
  double total_y = 0;
  double denominator = 1;

  [[nodiscard]] bool has_value() const { return !cell.no_cases && !cell.zero_denominator; }
};
[[nodiscard]] PointEstimate point_estimate(const CellMoments& at, const Target& target,
                                           const TermTotals& totals);

/// Where t(1), t(y), t(x) and the centred t(y) of a variate stand among the terms.
struct TermPlaces {
  std::size_t weight;
  std::size_t y;
  std::size_t x;
  std::size_t centred;
};
[[nodiscard]] PointEstimate point_estimate(const moments::CellSums& sums, const TermPlaces& places,
                                           const Target& target, const TermTotals& totals);

/// Gives an estimate its linearised variance and what follows from it.
void set_variance(double variance, const CaseUnits& units, const Target& target, PointEstimate& point);

/// Value, variance, design effect and counts of `target` in one cell.
CellEstimate estimate_cell(const LevelRows& rows, const CellMoments& at, const Target& target,
                           CellScratch& scratch);

}  // namespace sondeo::estimation
