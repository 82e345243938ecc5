#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/moments/lane_sums.hpp"
#include "engine/moments/moments.hpp"
#include "engine/moments/ordered_rows.hpp"
#include "engine/moments/row_terms.hpp"

namespace sondeo::moments {

/// What one block of rows leaves behind for one breakdown.
struct BlockSums {
  std::vector<std::int32_t> entry_cells;  ///< [entries], PSU by PSU
  std::vector<std::int32_t> entry_psus;   ///< [entries]
  std::vector<double> entry_sums;         ///< [entries x psu_terms]
  std::vector<std::int32_t> cells;        ///< cells met in the block
  std::vector<double> cell_terms;         ///< [cells x cell_terms]
  std::vector<std::uint32_t> counts;      ///< [cells x counts]
};

/// Sums over all rows of the PSU and block at hand, whatever their cell.
class PsuSums {
 public:
  explicit PsuSums(const TermLayout& layout) : numbers_(layout.number_lanes), counts_(layout.count_lanes) {}

  /// @param rows  at most RowTerms::kRows
  void add(std::size_t rows, const LaneTerms& terms);
  void clear();
  /// As terms of one row.
  [[nodiscard]] LaneTerms terms() const {
    return {numbers_.data(), counts_.data(), numbers_.size(), counts_.size()};
  }

 private:
  std::vector<NumberLane> numbers_;
  std::vector<CountLane> counts_;
};

/// Sums of the PSU and block at hand, for every cell of one breakdown. Where all rows of a PSU are in one
/// cell, as those of a region are, its sums are the PSU's, which are added up once for all breakdowns.
class CellAccumulator {
 public:
  CellAccumulator(const Cells& cells, const TermLayout& layout);

  /// Rows of one PSU with their terms. @param before  the PSU's sums without them
  void add(const OrderedRows& rows, const LaneTerms& terms, const PsuSums& before);
  void end_psu(std::int32_t psu, const PsuSums& sums, BlockSums& out);
  void end_block(BlockSums& out);

 private:
  enum class Spread { kNoRow, kOneCell, kManyCells };

  void meet(std::span<const std::int32_t> cells);
  void add_rows(std::span<const std::int32_t> cells, const LaneTerms& terms);
  void write_psu(std::int32_t cell, std::int32_t psu, BlockSums& out);

  const Cells& cells_;
  const TermLayout& layout_;
  std::vector<NumberLane> numbers_;  ///< [cells x number_lanes]
  std::vector<CountLane> counts_;    ///< [cells x count_lanes]
  std::vector<std::uint8_t> met_in_psu_;
  std::vector<std::uint8_t> met_in_block_;
  std::vector<std::int32_t> psu_cells_;
  std::vector<std::int32_t> cell_of_run_;  ///< of the rows being added, where they are not side by side
  Spread spread_ = Spread::kNoRow;         ///< of the PSU's rows so far
  std::int32_t one_cell_ = -1;             ///< theirs, where it is one
};

}  // namespace sondeo::moments
