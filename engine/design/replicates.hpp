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
  std::vector<double> rscales;  ///< [R]
  bool about_estimate = true;   ///< centre is the full-sample estimate; else the mean of the replicates

  [[nodiscard]] std::size_t count() const { return rscales.size(); }
};

/// Whether a method's variance is about the full-sample estimate: all but the bootstrap's.
/// @source survey-statistics 17
[[nodiscard]] constexpr bool centres_at_estimate(ReplicateMethod method) {
  return method != ReplicateMethod::kBootstrap;
}

/// Replicates that re-weight whole PSUs.
struct Replicates {
  ReplicateScheme scheme;
  std::vector<double> factors;  ///< [PSUs x R], on the weight

  [[nodiscard]] std::span<const double> of_psu(std::size_t psu) const {
    return std::span(factors).subspan(psu * scheme.count(), scheme.count());
  }
};

/// Most numbers that factors may take.
inline constexpr std::size_t kMostReplicateFactors = std::size_t{1} << 25U;

/// Replicates of a design by the method asked for, as R's as.svrepdesign makes them (survey-statistics 10):
///
/// jk1        R = n replicates, each without one PSU, the others times n / (n - 1); scale (1 - f) (n - 1) /
/// n.
///            One stratum only.
/// jkn        the same in each stratum, the other strata unchanged; rscales (1 - f_h) (n_h - 1) / n_h,
/// scale 1.
///            Strata taken whole make no replicate. A stratum with one PSU makes none under remove, certainty
///            and average, which multiplies the scale by PSUs / (PSUs - lonely ones); under adjust it makes
///            one: 0 in the stratum, H / (H - 1) in the H - 1 others, rscale (H - 1) / H.
/// brr        2 PSUs in each of H strata; a Hadamard matrix of order R > H says which of them counts double
/// in
///            replicate r and which not at all; scale 1 / R. With R > H the balance is full: the variance of
///            a total is the linearised one.
/// fay:RHO    2 - RHO and RHO for 2 and 0; scale 1 / (R (1 - RHO)^2).
/// bootstrap:R  n_h - 1 PSUs of each stratum drawn with replacement, factors n_h / (n_h - 1) x how often
///            (Rao and Wu 1988 with m_h = n_h - 1; R's "subbootstrap"); scale 1 / (R - 1). A stratum with one
///            PSU keeps it (remove, certainty).
/// @throws Error kReplicatesStratified (jk1), kReplicatesUnstratified (jkn, brr, fay), kReplicatesFpc (brr,
/// fay,
///         bootstrap), kReplicatesNotTwoPsus (brr, fay), kReplicatesLonely (bootstrap under adjust, average),
///         kReplicatesNone (every stratum taken whole), kReplicatesTooMany, kReplicatesStrataLimit
[[nodiscard]] Replicates make_replicates(const SampleDesign& design, const MadeReplicatesSpec& spec);

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
