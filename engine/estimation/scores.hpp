#pragma once

#include <cstdint>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/moments/moments.hpp"

namespace sondeo::estimation {

/// Linearised scores z of one estimate, a number for each unit with cases (SampleDesign: a PSU, or a unit of
/// the last of several stages); all other units of the design have 0.
struct Scores {
  std::vector<std::int32_t> psus;  ///< units, ascending
  std::vector<double> values;      ///< in the unit of the estimate
  std::vector<std::int8_t> cases =
      {};  ///< [psus] 1: has cases; empty: all do. Calibration residuals have others
  std::vector<double> control = {};  ///< scores of estimated calibration totals: independent, of variance 1

  [[nodiscard]] bool has_cases(std::size_t i) const { return cases.empty() || cases[i] != 0; }
};

/// z = scale (t[numerator] - ratio t[denominator]) (moments.md, "Linearised variance").
struct ScoreForm {
  std::size_t numerator;
  std::size_t denominator;
  double ratio;        ///< 0 for a total
  double scale;        ///< 1 / T(denominator); 1 for a total
  std::size_t weight;  ///< t(1): a PSU without it has no cases of the estimate
};

/// Scores of a cell; PSUs without cases of the estimate are left out. Fills `scores` (its memory is reused).
void fill_scores(std::span<const moments::BreakdownMoments::Entry> entries, const ScoreForm& form,
                 Scores& scores);

/// PSUs and strata, of the first stage, with cases.
struct CaseUnits {
  double psus = 0;
  double strata = 0;
  double psus_of_strata = 0;  ///< all PSUs, with cases or without, of the strata with cases
  double lone_strata = 0;     ///< strata of several PSUs with scores in one only
};
CaseUnits case_units(const design::SampleDesign& design, const Scores& scores);

/// Whether `adjust` or `average` treats some stratum as lonely because of where the cases are.
[[nodiscard]] bool lonely_in_domain(const design::SampleDesign& design, const CaseUnits& units);

/// Linearised variance V = sum_h (1 - f_h) n_h / (n_h - 1) sum_i (z_i - mean_h)^2, PSUs without cases as
/// zeros, and for several stages the same of each later stage times the sampling fractions above it. Strata
/// with one unit contribute by `design.lonely_psu`; NaN under kAverage when every stratum of a stage (inside
/// one unit of the stage before) is lonely. What `control` says is added. With unequal probabilities without
/// replacement (`design.pps`) it is `pps_variance`, with two phases `two_phase_variance`.
/// @source survey-statistics 2 and 3; moments.md
double linearized_variance(const design::SampleDesign& design, const Scores& scores);

/// Covariance of two estimates of one design, cells or indicators apart; covariance(a, a) is the variance of
/// a.
/// @source moments.md; R survey svyby(covmat = TRUE)
double linearized_covariance(const design::SampleDesign& design, const Scores& a, const Scores& b);

}  // namespace sondeo::estimation
