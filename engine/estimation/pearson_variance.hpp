#pragma once

#include <map>
#include <utility>
#include <vector>

#include "engine/estimation/cell_estimate.hpp"

namespace sondeo::estimation {

/// Dispersion of an intercept-only logistic model: the design-weighted variance of its Pearson residuals
/// sqrt(w n / W) (y - p) / sqrt(p q). The likelihood interval needs it; it needs the rows.
/// @source survey-statistics 6; R survey summary.svyglm
class PearsonVariance {
 public:
  explicit PearsonVariance(const LevelRows& rows) : rows_(rows) {}
  /// @param breakdown  its number and the target's: their sums are taken once for all cells
  double of(std::size_t breakdown, std::size_t cell, std::size_t target, const moments::Variate& variate,
            const moments::Cells& cells, const CellEstimate& estimate);

 private:
  struct PowerSums {
    double squares_yes = 0, squares_no = 0;  ///< of w^2
    double powers_yes = 0, powers_no = 0;    ///< of w^1.5
  };
  [[nodiscard]] std::vector<PowerSums> sum_powers(const moments::Variate& variate,
                                                  const moments::Cells& cells) const;

  const LevelRows& rows_;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<PowerSums>> sums_;
};

}  // namespace sondeo::estimation
