#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/design/replicates.hpp"
#include "engine/moments/moments.hpp"

namespace sondeo::estimation {

/// All terms of one cell under replicates that re-weight whole units, from the moments alone: T_r(j) =
/// sum_i factor_ir t_i(j), summed over the units in their order. The same bits on every processor.
/// @source moments.md, "Replicates"
class CellReplicates {
 public:
  /// Replaces what was there (its memory is reused).
  void add_up(std::span<const moments::BreakdownMoments::Entry> entries, std::size_t terms,
              const design::Replicates& replicates);
  /// A term under each replicate. [R]
  [[nodiscard]] std::span<const double> of(std::size_t term) const {
    return std::span(totals_).subspan(term * stride_, count_);
  }

 private:
  std::size_t count_ = 0;
  std::size_t stride_ = 0;      ///< of a term's totals
  std::vector<double> totals_;  ///< [terms x stride]
  std::vector<double> sums_;    ///< of a few units side by side
};

}  // namespace sondeo::estimation
