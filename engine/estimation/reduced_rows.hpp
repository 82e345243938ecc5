#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/moments/moments.hpp"

namespace sondeo::estimation {

/// What is left of a level's rows that were read in parts and are gone: all that estimates of sums, their
/// linearised variances and those of replicates made of the PSUs need.
struct ReducedRows {
  /// Of one target, what no moments say.
  struct OfTarget {
    bool negative = false;  ///< some term of a case is below 0
    /// Sums of the squared weights of the cases, where its Kish factor may be asked for; else empty.
    std::vector<std::vector<double>> squared_weights;  ///< [breakdowns][cells]
  };

  std::vector<moments::BreakdownMoments> moments;  ///< [breakdowns] their variates are the targets
  std::vector<OfTarget> targets;
  /// By weight: the units (PSUs, where there are no later stages) of the rows that have one, ascending.
  std::map<const double*, std::vector<std::int32_t>> units_with_weight;

  [[nodiscard]] double squared_weights(std::size_t target, std::size_t breakdown, std::size_t cell) const {
    return targets[target].squared_weights[breakdown][cell];
  }
};

}  // namespace sondeo::estimation
