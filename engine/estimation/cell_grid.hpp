#pragma once

#include <vector>

#include "engine/estimation/cell_estimate.hpp"

namespace sondeo::estimation {

/// Cell estimates of every target in every cell of every breakdown.
class CellGrid {
 public:
  CellGrid(std::span<const Breakdown> breakdowns, std::size_t targets);
  [[nodiscard]] CellEstimate& at(std::size_t breakdown, std::size_t cell, std::size_t target) {
    return cells_[start_[breakdown] + cell * targets_ + target];
  }
  [[nodiscard]] const CellEstimate& at(std::size_t breakdown, std::size_t cell, std::size_t target) const {
    return cells_[start_[breakdown] + cell * targets_ + target];
  }

 private:
  std::size_t targets_;
  std::vector<std::size_t> start_;
  std::vector<CellEstimate> cells_;
};

/// Fills the grid: the pass over the rows and the variances. Targets are reduced a few at a time, so that the
/// moments stay within some tens of megabytes whatever the design.
CellGrid estimate_cells(const LevelRows& rows, std::span<const Target> targets,
                        std::span<const Breakdown> breakdowns, unsigned threads);

/// The nearest cell that encloses `cell` (fewer disaggregations, same codes) in which the target is neither 0
/// nor 1 throughout and has a design effect: the one with most disaggregations; null if there is none.
const CellEstimate* enclosing_cell(const CellGrid& grid, std::span<const Breakdown> breakdowns,
                                   std::size_t breakdown, std::size_t cell, std::size_t target);

}  // namespace sondeo::estimation
