#pragma once

#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// Variance of an estimate from PSUs drawn without replacement with unequal probabilities (`design.pps`), its
/// scores z those of all PSUs, 0 where one has no cases:
///
/// brewer       sum_h n_h / (n_h - 1) sum_i (1 - pi_i) (z_i - mean_h)^2
/// others, ht   sum_i sum_j D_ij z_i z_j
///         yg   - sum_{i < j} D_ij (z_i - z_j)^2
///
/// with D_ii = 1 - pi_i and for i != j D_ij = (pi_ij - pi_i pi_j) / pi_ij of the file (joint), 0 (poisson)
/// or, in a stratum, ((pi_i + pi_j) / 2 - 1) / (n - 1) (overton), (pi_i + pi_j - 1 - P) / (n - 1)
/// (hartley-rao with P = sum of pi^2 / n over the population); 0 for two PSUs with certainty. Example: two
/// PSUs with pi = 1/2 and z = 4 and 2: brewer 2 (1/2 (4 - 3)^2 + 1/2 (2 - 3)^2) = 2.
///
/// A stratum with one PSU of pi < 1 counts by `design.lonely_psu`, H and the mean of `average` and `adjust`
/// over all strata; not under joint and poisson, which need no second PSU.
/// @return  may be negative: ht is where the D are, yg where some D_ij > 0
/// @source  survey-statistics 13; Horvitz and Thompson 1952, Yates and Grundy 1953, Hartley and Rao 1962, and
/// Brewer
///          2002 and Overton 1985 as in R survey 4.1 (svydesign(pps), ppsvar)
double pps_variance(const design::SampleDesign& design, const Scores& scores);

/// The covariance that belongs to it.
double pps_covariance(const design::SampleDesign& design, const Scores& a, const Scores& b);

}  // namespace sondeo::estimation
