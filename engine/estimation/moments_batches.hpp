#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/estimation/calibration_residuals.hpp"
#include "engine/estimation/cell_moments.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/given_totals.hpp"

namespace sondeo::estimation {

/// The moments of a few targets in every breakdown.
struct MomentsBatch {
  std::size_t first = 0;  ///< of the targets
  std::size_t count = 0;
  std::span<const moments::BreakdownMoments> moments;  ///< [breakdowns]
  GivenTotals given;                                   ///< empty without given replicates
  const CalibrationResiduals* calibration = nullptr;   ///< of the targets' weights, all the same
  std::vector<moments::BreakdownMoments> by_profile;   ///< [breakdowns] by its profiles; else empty

  [[nodiscard]] CellMoments at(std::size_t breakdown, std::size_t cell, std::size_t variate) const {
    return {moments[breakdown],
            cell,
            variate,
            given.empty() ? nullptr : &given[breakdown][cell * count + variate],
            nullptr,
            calibration,
            by_profile.empty() ? nullptr : &by_profile[breakdown]};
  }
};

/// Reduces the targets batch by batch, so that the moments stay within some tens of megabytes whatever the
/// design, and visits each batch.
void for_each_batch(const LevelRows& rows, std::span<const Target> targets,
                    std::span<const Breakdown> breakdowns, unsigned threads,
                    const std::function<void(const MomentsBatch& batch)>& visit);

}  // namespace sondeo::estimation
