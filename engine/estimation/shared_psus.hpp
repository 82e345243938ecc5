#pragma once

#include <cstdint>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// A PSU that two editions of a survey have in common, by its number in each.
struct SharedPsu {
  std::int32_t first = 0;
  std::int32_t second = 0;
};

/// What two editions of a survey have in common.
struct Overlap {
  const design::SampleDesign* first = nullptr;
  const design::SampleDesign* second = nullptr;
  std::vector<SharedPsu> psus;  ///< ascending by the first edition's number
};

/// Covariance of an estimate of each edition: shared PSUs alone vary together,
/// C = sum_h (1 - n1 n2 / (N m)) m / (m - 1) sum over the m shared PSUs of (z1 - mean z1) (z2 - mean z2),
/// the means over the shared PSUs, those without cases as zeros. h are pairs of a stratum of each edition
/// (of a PSU that moved from one stratum to another); fewer than two shared PSUs, or a stratum taken whole in
/// either edition, add nothing. N = sqrt(N1 N2) where both strata have an fpc, else infinite.
/// @source moments.md, Waves; with an fpc Tam (1984), The American Statistician 38:288-289
[[nodiscard]] double shared_covariance(const Overlap& overlap, const Scores& first, const Scores& second);

/// sum_h (m - 1): the degrees of freedom that the editions have in common.
[[nodiscard]] double shared_degrees_of_freedom(const Overlap& overlap);

}  // namespace sondeo::estimation
