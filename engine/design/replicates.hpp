#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/design/replicate_spec.hpp"
#include "engine/design/sample_design.hpp"

namespace sondeo::design {

/// How R replicate estimates become a variance: V = scale sum_r rscales_r (theta_r - centre)^2.
/// @source survey-statistics 10; R survey svrVar
struct ReplicateScheme {
  ReplicateMethod method = ReplicateMethod::kOther;
  double scale = 1;
  std::vector<double> rscales;     ///< [R]
  bool about_estimate = true;      ///< centre is the full-sample estimate; else the mean of the replicates
  std::optional<double> tau = {};  ///< of the generalised bootstraps: part of the scale, for tables

  [[nodiscard]] std::size_t count() const { return rscales.size(); }
};

/// Whether a method's variance is about the full-sample estimate: all but the bootstrap's.
/// @source survey-statistics 17
[[nodiscard]] constexpr bool centres_at_estimate(ReplicateMethod method) {
  return method != ReplicateMethod::kBootstrap;
}
/// The same of made replicates: the factors of the generalised bootstraps have a mean of 1 by their making,
/// not in each draw, so that theirs is about the estimate too.
/// @source Beaumont and Patak (2012), International Statistical Review 80:127-148
[[nodiscard]] constexpr bool centres_at_estimate(MakingMethod method) {
  return method < MakingMethod::kBootstrap || method >= MakingMethod::kGeneralised;
}

/// Replicates that re-weight whole units: PSUs, or those of the last stage that the design keeps.
struct Replicates {
  ReplicateScheme scheme;
  std::vector<double> factors;  ///< [units x R], on the weight

  [[nodiscard]] std::span<const double> of_unit(std::size_t unit) const {
    return std::span(factors).subspan(unit * scheme.count(), scheme.count());
  }
};

/// Most numbers that factors may take.
inline constexpr std::size_t kMostReplicateFactors = std::size_t{1} << 25U;

/// Where each PSU stands in the sample, for the methods that take its order (`takes_order`): the number that
/// `order` has on the PSU's first row, or without it that row's place in the file.
/// @param order  of the rows of the design's table; null: the file's order
/// @return       [PSUs]
/// @throws Error kReplicateOrderMissing
[[nodiscard]] std::vector<double> psu_keys(const SampleDesign& design, const MadeReplicatesSpec& spec,
                                           const Column* order);

/// Replicates of a design by the method asked for (survey-statistics 10). t_i: weighted PSU totals; n, f:
/// PSUs and sampling fraction of a stratum. Where nothing else is said the scale is 1 and strata taken whole
/// and, under remove and certainty, lonely PSUs keep the factor 1.
///
/// jk1        R = n replicates, each without one PSU, the others times n / (n - 1); scale (1 - f) (n - 1) /
/// n.
///            One stratum only.
/// jkn        the same in each stratum, the other strata unchanged; rscales (1 - f) (n - 1) / n.
///            Strata taken whole make no replicate. A stratum with one PSU makes none under remove, certainty
///            and average, which multiplies the scale by PSUs / (PSUs - lonely ones); under adjust it makes
///            one: 0 in the stratum, H / (H - 1) in the H - 1 others, rscale (H - 1) / H.
/// jk2        2 PSUs in each stratum, a replicate for each: one, drawn at random, doubles, the other is left
///            out; rscales 1 - f. Of a total: the linearised variance.
/// brr        2 PSUs in each of H strata; a Hadamard matrix of order R > H says which of them counts double
/// in
///            replicate r and which not at all; scale 1 / R. With R > H the balance is full: the variance of
///            a total is the linearised one.
/// fay:RHO    2 - RHO and RHO for 2 and 0; scale 1 / (R (1 - RHO)^2).
/// bootstrap:R, rao-wu:R   n - 1 PSUs of each stratum drawn with replacement, factors n / (n - 1) x how often
///            (Rao and Wu 1988, JASA 83:231-241, with m = n - 1; R's "subbootstrap"); scale 1 / (R - 1).
/// rwyb:R     m PSUs (`draws`, or n - 1) drawn with replacement, each c_i times: 1 - L + L c_i n / m with
///            L = sqrt(m (1 - f) / (n - 1)) <= 1, so that no factor is negative; scale 1 / (R - 1).
///            Rao, Wu and Yue (1992), Survey Methodology 18:209-217; Beaumont and Emond (2022), Stats
///            5:339-357.
/// canty-davison:R   n PSUs drawn with replacement, or where f > 0 without it from a population in which each
///            PSU stands N / n times; factors are counts; scale m / ((m - 1) (R - 1)) with the harmonic mean
///            m of the n: exact for a total where all strata have as many PSUs (R's "bootstrap"; Canty and
///            Davison 1999, The Statistician 48:379-391; Booth, Butler and Hall 1994, JASA 89:1282-1289).
/// preston:R  m = floor(n / 2) units of each stratum drawn without replacement, of later stages (of a design
///            that keeps them) inside each unit drawn; factor 1 + sum over the stages of
///            C L (n / m - 1) for units drawn and -C L for the others, L = sqrt(m F (1 - f) / (n - m)), F the
///            product of the fractions of the stages before, C that of sqrt(n / m) of the units drawn there
///            (units of those not drawn add nothing more); scale 1 / (R - 1). Strata taken whole, and lonely
///            units under remove and certainty, are drawn whole (R's "mrbbootstrap", which draws half of the
///            former and nothing inside the latter; Preston 2009, Survey Methodology 35:227-234).
/// generalised:R, generalised-sd1:R, generalised-sd2:R   1 + d_i / tau, d normal with mean 0 and the
///            covariances of the quadratic form of the t_i that is the variance of a total: the stratified
///            one, or a sum of squared differences of neighbours; scale tau^2 / R (Beaumont and Patak 2012,
///            International Statistical Review 80:127-148).
/// sdr, sdr:R   1 + sqrt((1 - f) / 8) (h_ar - h_br), h_a and h_b two columns of a Hadamard matrix: b is the a
/// of
///            the next PSU, of the last PSU that of the first; scale 4 / R. While R exceeds the number of
///            PSUs the variance of a total is SD2 of each stratum; with fewer replicates columns serve again
///            (Fay and Train 1995, ASA Proceedings of the Section on Government Statistics, 154-159; Ash
///            2014, Survey Methodology 40:47-59).
/// @param psu_keys  as `psu_keys` gives them; empty: PSUs by their number
/// @throws Error kReplicatesStratified (jk1), kReplicatesUnstratified (jkn, brr, fay), kReplicatesFpc (brr,
/// fay,
///         bootstrap), kReplicatesNotTwoPsus (jk2, brr, fay), kReplicatesLonely (bootstraps and sdr under
///         adjust, average), kReplicatesNone (every stratum taken whole), kReplicatesTooMany,
///         kReplicatesStrataLimit, kReplicatesSdrLimit, kBootstrapDraws, kReplicateTauSmall
[[nodiscard]] Replicates make_replicates(const SampleDesign& design, const MadeReplicatesSpec& spec,
                                         std::span<const double> psu_keys = {});

/// Scale and rscales of replicate weights that came with the data, where the user gave none.
struct GivenScheme {
  ReplicateScheme scheme;
  bool guessed = false;  ///< the method says nothing of its scale: worth a warning
};

/// The scheme of given replicate weights: brr 1 / R, fay 1 / (R (1 - rho)^2), bootstrap 1 / (R - 1), jk2 1,
/// sdr and acs 4 / R; jk1 (R - 1) / R and other 1 are guesses; jkn 1 with rscales given, or 1 / largest
/// factor of each column.
/// @param count            how many columns
/// @param largest_factors  of each column, for jkn of factors; else empty
/// @throws Error kReplicateRscalesNeeded (jkn of full weights), kReplicateRscalesCount
[[nodiscard]] GivenScheme given_scheme(const ReplicateSpec& spec, std::size_t count,
                                       std::span<const double> largest_factors);

}  // namespace sondeo::design
