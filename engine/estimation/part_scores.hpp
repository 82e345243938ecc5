#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/numeric/lane.hpp"

namespace sondeo::estimation {

using numeric::kLane;
using numeric::Lane;

/// A number for each variate. @tparam kLanes  that they fill
template <std::size_t kLanes>
struct alignas(64) Numbers {
  std::array<Lane, kLanes> lanes{};
  [[nodiscard]] double of(std::size_t variate) const { return lanes[variate / kLane][variate % kLane]; }
  /// The numbers from a variate on, side by side.
  [[nodiscard]] const double* at(std::size_t variate) const {
    return reinterpret_cast<const double*>(lanes.data()) + variate;
  }
  [[nodiscard]] double* at(std::size_t variate) { return reinterpret_cast<double*>(lanes.data()) + variate; }
  void set(std::size_t variate, double number) { lanes[variate / kLane][variate % kLane] = number; }
};

/// What a row adds to the scores of a cell, for a weight of 1.
template <std::size_t kLanes>
struct RowScores {
  Numbers<kLanes> yes;  ///< 1 - ratio
  Numbers<kLanes> no;   ///< - ratio
};

/// Scores of the PSUs of a stratum's part that have rows in one cell.
template <std::size_t kLanes>
struct PartSums {
  std::int32_t cell = -1;
  double psus = 0;           ///< with rows in the cell
  Numbers<kLanes> first;     ///< the score of the first: from it the others are measured, so that equal ones
                             ///< have no variance to the last bit
  Numbers<kLanes> distance;  ///< total of the scores - the first
  Numbers<kLanes> squares;   ///< about the scores' mean
  Numbers<kLanes> cases;     ///< PSUs with cases
};

/// The rows of a part in the order of their PSUs.
struct PartRows {
  std::span<const std::uint32_t> bits;  ///< of AnswerTerms
  std::span<const double> weight;
  std::span<const std::int32_t> cells;      ///< below 0: none; empty: all rows are in cell 0
  std::span<const std::int32_t> psu_start;  ///< [PSUs + 1] the first stands for row 0
  std::size_t yes_bit = 0;                  ///< of the first variate
};

/// Working memory for the scores of a part in one breakdown, and what they come to.
template <std::size_t kLanes>
struct PartScores {
  explicit PartScores(std::size_t cells) : last_entry(cells, -1) {}
  /// Of each cell that has rows of the part.
  [[nodiscard]] std::span<const PartSums<kLanes>> result() const { return std::span(sums).first(cells_met); }

  std::vector<Numbers<kLanes>> scores;   ///< [entries] a PSU with rows in a cell
  std::vector<std::uint32_t> answered;   ///< [entries] bits of variates with cases
  std::vector<std::int32_t> sums_of;     ///< [entries] which of the sums
  std::vector<PartSums<kLanes>> sums;    ///< [cells met]
  std::vector<std::int32_t> last_entry;  ///< [cells] -1 between parts
  std::size_t entries = 0;
  std::size_t cells_met = 0;
};

/// Sums the scores w (yes - ratio) of a part's rows by PSU and cell, and those of the PSUs by cell: rows and
/// PSUs in their order, the same bits on every processor.
/// @param row_scores  [cells]
template <std::size_t kLanes>
void sum_part(const PartRows& rows, std::span<const RowScores<kLanes>> row_scores, PartScores<kLanes>& work);

}  // namespace sondeo::estimation
