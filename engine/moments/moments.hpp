#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/design/sample_design.hpp"
#include "engine/moments/variate.hpp"

namespace sondeo::moments {

/// Cells of one breakdown: each row is in one cell or in none (-1).
struct Cells {
  std::span<const std::int32_t> cell_of_row;  ///< empty: every row is in cell 0 (the total)
  std::int32_t count = 1;
};

/// Sums of a variate over a whole cell that no variance needs by PSU.
struct CellSums {
  double n = 0;            ///< rows with weight and all terms present
  double n_events = 0;     ///< of those, y != 0; for events of a child level: the child rows
  double n_victims = 0;    ///< of those, y != 0
  double n_base = 0;       ///< rows of the base with weight, missing terms included
  double base_weight = 0;  ///< of the n_base rows
  double yy = 0;  ///< sum of w (y - y_shift)^2, shifted so that little cancels; numbers and events only
  double y = 0;   ///< sum of w (y - y_shift); numbers and events only
  double xx = 0;  ///< sum of w (x - x_shift)^2; ratios only
  double xy = 0;  ///< sum of w (x - x_shift) (y - y_shift); ratios only
  double x = 0;   ///< sum of w (x - x_shift); ratios only
};

/// What the sums of a variate's squares were shifted by: its plain mean, so that squares lose no digits.
struct Shift {
  double y = 0;
  double x = 0;
  bool far = false;  ///< y is so far from 0, beside its spread, that its own sums lose the digits of scores
};

/// The moments of one breakdown: for each cell the PSUs with rows of it, ascending, and the sums there.
class BreakdownMoments {
 public:
  BreakdownMoments() = default;
  // The entries point into the storage: moved with it they stay right, copied they would not.
  BreakdownMoments(const BreakdownMoments&) = delete;
  BreakdownMoments& operator=(const BreakdownMoments&) = delete;
  BreakdownMoments(BreakdownMoments&&) = default;
  BreakdownMoments& operator=(BreakdownMoments&&) = default;
  ~BreakdownMoments() = default;

  struct Entry {
    std::int32_t psu;
    const double* sums;
  };
  [[nodiscard]] std::size_t cell_count() const { return cell_start_.size() - 1; }
  /// How many sums an entry has.
  [[nodiscard]] std::size_t term_count() const { return term_count_; }
  /// PSUs that have rows of a cell, ascending.
  [[nodiscard]] std::span<const Entry> entries(std::size_t cell) const {
    return std::span(entries_).subspan(cell_start_[cell], cell_start_[cell + 1] - cell_start_[cell]);
  }
  /// Where t(1), t(y) and t(x) of a variate stand in an entry's sums; without x, t(x) is t(1).
  [[nodiscard]] std::size_t weight_at(std::size_t variate) const { return variate; }
  [[nodiscard]] std::size_t y_at(std::size_t variate) const { return shifts_.size() + variate; }
  [[nodiscard]] std::size_t x_at(std::size_t variate) const { return x_at_[variate]; }
  /// Where t(y - y_shift) stands; t(y) where y is not far from 0.
  [[nodiscard]] std::size_t centred_at(std::size_t variate) const { return centred_at_[variate]; }

  [[nodiscard]] const CellSums& sums(std::size_t cell, std::size_t variate) const {
    return cell_sums_[cell * shifts_.size() + variate];
  }
  [[nodiscard]] const Shift& shift(std::size_t variate) const { return shifts_[variate]; }

 private:
  friend class MomentsAssembly;
  friend class MergedMoments;
  std::size_t term_count_ = 0;
  std::vector<std::size_t> cell_start_;
  std::vector<Entry> entries_;
  std::vector<std::vector<double>> storage_;  ///< by block of rows: what the entries point into
  std::vector<CellSums> cell_sums_;           ///< [cells x variates]
  std::vector<std::size_t> x_at_;
  std::vector<std::size_t> centred_at_;
  std::vector<Shift> shifts_;
};

/// One pass over the rows in PSU order: every variate's sums by (PSU, cell) for every breakdown.
///
/// Blocks of 8,192 ordered rows are the same for every number of threads; a block is added up by one thread
/// in row order and a PSU cut by a block's end gets its parts added in block order: the same bits whatever
/// the threads.
/// @param order     rows by PSU (`design::order_by_psu`)
/// @param variates  what to add up
/// @param cells     the breakdowns
/// @return          [cells.size()]
std::vector<BreakdownMoments> reduce(const design::RowOrder& order, std::span<const Variate> variates,
                                     std::span<const Cells> cells, unsigned threads);

/// How many pairs of a PSU and a cell have rows: the entries that `reduce` will make of a breakdown.
std::size_t count_entries(const design::RowOrder& order, const Cells& cells);

}  // namespace sondeo::moments
