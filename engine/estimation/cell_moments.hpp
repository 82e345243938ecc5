#pragma once

#include <cstddef>

#include "engine/estimation/replicate_variance.hpp"
#include "engine/moments/moments.hpp"

namespace sondeo::estimation {

class CalibrationResiduals;
class CellReplicates;

/// What is known of one target in one cell.
struct CellMoments {
  const moments::BreakdownMoments& moments;
  std::size_t cell = 0;
  std::size_t variate = 0;                 ///< of the moments
  const ReplicateTotals* given = nullptr;  ///< under given replicates; null: none
  const CellReplicates* made = nullptr;    ///< under the design's replicates; null: none, or not yet added up
  const CalibrationResiduals* calibration = nullptr;      ///< null: none
  const moments::BreakdownMoments* by_profile = nullptr;  ///< where there is one: by its profiles
};

}  // namespace sondeo::estimation
