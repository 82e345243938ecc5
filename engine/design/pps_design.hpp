#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/design/pps_spec.hpp"
#include "engine/table/column.hpp"

namespace sondeo::design {

struct SampleDesign;

/// For pairs i < j of PSUs (pi_ij - pi_i pi_j) / pi_ij, PSU by PSU; a pair that is not listed has 0, as PSUs
/// of different strata have that were drawn apart.
struct PairWeights {
  std::vector<std::size_t> start;     ///< [PSUs + 1]: those of PSU i are [start[i], start[i + 1])
  std::vector<std::int32_t> partner;  ///< ascending for each PSU
  std::vector<double> value;
  std::vector<double> own;  ///< [PSUs]: 1 - pi_i, with the file's pi_i where it has one
};

/// The inclusion probabilities of a design whose PSUs were drawn without replacement with unequal ones.
struct PpsDesign {
  PpsMethod method = PpsMethod::kBrewer;
  PpsVariance variance = PpsVariance::kHorvitzThompson;
  std::vector<double> probability;       ///< pi_i, [PSUs], in (0, 1]
  std::vector<double> mean_probability;  ///< Hartley-Rao's, [strata]; else empty
  PairWeights pairs;                     ///< of kJoint; else empty

  /// Whether a stratum with one PSU has no variance: not where joint probabilities are known.
  [[nodiscard]] bool asks_for_second_psu() const {
    return method != PpsMethod::kJoint && method != PpsMethod::kPoisson;
  }
};

/// The columns behind it, of the rows of the table that carries the design.
struct PpsColumns {
  /// Inclusion probabilities, or weights whose inverses they are
  const Column* probability = nullptr;
  bool are_weights = false;
  const Column* mean_probability = nullptr;  ///< when it is a variable
};

/// Gives a design of one stage its inclusion probabilities. Strata whose probabilities are all 1 become taken
/// whole; a stratum with one PSU of a smaller one is lonely, but for joint and Poisson probabilities, whose
/// variances ask for no second PSU. The pairs of kJoint are added apart (`read_pair_weights`).
/// @param spec  the design's own, for methods and places
/// @throws Error kPpsProbabilityVaries, kPpsProbabilityRange: PSUs without one probability in (0, 1];
///         kPpsMeanStrata, kPpsMeanVaries: Hartley-Rao's number
void add_inclusion_probabilities(SampleDesign& design, const PpsColumns& columns, const PpsSpec& spec);

}  // namespace sondeo::design
