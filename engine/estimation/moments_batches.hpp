#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/estimation/calibration_residuals.hpp"
#include "engine/estimation/cell_moments.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/given_totals.hpp"

namespace sondeo::estimation {

/// The moments of a few targets in a few breakdowns.
struct MomentsBatch {
  std::size_t first = 0;  ///< of the targets
  std::size_t count = 0;
  std::size_t first_breakdown = 0;
  std::span<const moments::BreakdownMoments> moments;  ///< [breakdowns]
  GivenTotals given;                                   ///< [breakdowns]; empty without given replicates
  const CalibrationResiduals* calibration = nullptr;   ///< of the targets' weights, all the same
  std::vector<moments::BreakdownMoments> by_profile;   ///< [breakdowns] by its profiles; else empty

  [[nodiscard]] bool has(std::size_t breakdown) const {
    return breakdown >= first_breakdown && breakdown - first_breakdown < moments.size();
  }

  /// @param breakdown  one that it has, counted among all
  [[nodiscard]] CellMoments at(std::size_t breakdown, std::size_t cell, std::size_t variate) const {
    const std::size_t own = breakdown - first_breakdown;
    return {moments[own],
            cell,
            variate,
            given.empty() ? nullptr : &given[own][cell * count + variate],
            nullptr,
            calibration,
            by_profile.empty() ? nullptr : &by_profile[own]};
  }

  [[nodiscard]] const moments::BreakdownMoments& of(std::size_t breakdown) const {
    return moments[breakdown - first_breakdown];
  }
};

/// Reduces the targets batch by batch, so that the moments take no more than the rows' columns do and some
/// tens of megabytes at the most, whatever the design and the number of tables, and visits each batch.
void for_each_batch(const LevelRows& rows, std::span<const Target> targets,
                    std::span<const Breakdown> breakdowns, unsigned threads,
                    const std::function<void(const MomentsBatch& batch)>& visit);

}  // namespace sondeo::estimation
