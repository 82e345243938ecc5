#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sondeo::moments {

/// As many numbers as fill a line of the cache, so that rows of terms are added up on the widest registers.
struct alignas(64) NumberLane {
  static constexpr std::size_t kWidth = 8;
  std::array<double, kWidth> numbers{};
};

/// The same of counts. 65,535 is the most that one can hold: they are emptied after each block of rows.
struct alignas(64) CountLane {
  static constexpr std::size_t kWidth = 32;
  std::array<std::uint16_t, kWidth> counts{};
};

/// Rows of terms, or sums of them, one after the other.
template <typename Number, typename Count>
struct Lanes {
  Number* numbers;  ///< [rows x number_lanes]
  Count* counts;    ///< [rows x count_lanes]
  std::size_t number_lanes = 0;
  std::size_t count_lanes = 0;
};
using LaneTerms = Lanes<const NumberLane, const CountLane>;
using LaneSums = Lanes<NumberLane, CountLane>;

/// Lanes that lie side by side, as the numbers that they are.
[[nodiscard]] inline double* numbers_of(NumberLane* lanes) { return lanes->numbers.data(); }
[[nodiscard]] inline std::uint16_t* counts_of(CountLane* lanes) { return lanes->counts.data(); }

/// Adds row i of the terms to row cells[i] of the sums, i ascending; to none where that is below 0. The same
/// bits on every processor: each number has its own sum, in the order of the rows.
void add_lanes(std::span<const std::int32_t> cells, const LaneTerms& terms, const LaneSums& sums);

}  // namespace sondeo::moments
