#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/moments/lane_sums.hpp"
#include "engine/moments/moments.hpp"
#include "engine/moments/variate.hpp"

namespace sondeo::moments {

/// Which sums a row contributes to and where they stand in its vector of terms.
///
/// `psu_terms` are kept by PSU and cell: [0, V) t(1), [V, 2V) t(y), then one t(x) for each ratio and one
/// t(y - shift) for each y that is far from 0.
/// `cell_terms` are kept by cell: a base weight for each distinct (base, weight), then the squares.
/// `counts` are kept by cell: n_base for each distinct (base, weight), then n and how many of them have y !=
/// 0. psu_terms and, after them, cell_terms fill `number_lanes`, the counts `count_lanes`.
struct TermLayout {
  struct Slots {
    std::size_t base;     ///< which distinct (base, weight)
    std::size_t x_term;   ///< t(x); t(1) when there is no x
    std::size_t squares;  ///< first of yy, y [, xx, xy, x]; kNone for yes/no
    std::size_t events;   ///< how many child rows have the event; kNone but for events
    std::size_t centred;  ///< t(y - shift); t(y) where y is not far from 0
    std::size_t counts;   ///< first of n, n with y != 0
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Base {
    std::span<const std::int8_t> member;
    std::span<const double> weight;
  };

  /// @param shifts  of each variate
  TermLayout(std::span<const Variate> variates, std::span<const Shift> shifts);

  std::vector<Base> bases;
  std::vector<Slots> slots;  ///< [variates]
  std::size_t psu_terms = 0;
  std::size_t cell_terms = 0;
  std::size_t counts = 0;
  std::size_t number_lanes = 0;
  std::size_t count_lanes = 0;
};

/// The terms of a few rows at a time, small enough for the first-level cache.
class RowTerms {
 public:
  static constexpr std::size_t kRows = 64;

  RowTerms(std::span<const Variate> variates, const TermLayout& layout, std::span<const Shift> shifts);
  /// Computes the terms of at most kRows rows.
  void fill(std::span<const std::int32_t> rows);
  /// The terms of the rows from the i-th of those on.
  [[nodiscard]] LaneTerms from(std::size_t i) const {
    return {&numbers_[i * layout_.number_lanes], &counts_[i * layout_.count_lanes], layout_.number_lanes,
            layout_.count_lanes};
  }

 private:
  void fill_bases(std::span<const std::int32_t> rows);
  void fill_variate(std::size_t variate, std::span<const std::int32_t> rows);
  template <typename IsYes, typename IsPresent>
  void fill_yes_no(std::size_t variate, std::span<const std::int32_t> rows, IsYes yes, IsPresent present);
  /// @param y  the number of a row, NaN if missing
  template <typename Number>
  void fill_numbers(std::size_t variate, std::span<const std::int32_t> rows, Number y);
  void fill_events(std::size_t variate, std::span<const std::int32_t> rows, const Events& events);
  void put_squares(std::size_t variate, std::size_t i, double weight, double y, double x);
  void put_counts(std::size_t variate, std::size_t i, bool counted, bool not_zero) {
    std::uint16_t* first = counts(i) + layout_.slots[variate].counts;
    first[0] = counted ? 1U : 0U;
    first[1] = counted && not_zero ? 1U : 0U;
  }

  [[nodiscard]] double* psu_terms(std::size_t i) { return numbers_of(&numbers_[i * layout_.number_lanes]); }
  [[nodiscard]] double* cell_terms(std::size_t i) { return psu_terms(i) + layout_.psu_terms; }
  [[nodiscard]] std::uint16_t* counts(std::size_t i) { return counts_of(&counts_[i * layout_.count_lanes]); }

  std::span<const Variate> variates_;
  const TermLayout& layout_;
  std::span<const Shift> shifts_;
  std::vector<double> base_weights_;  ///< [bases x kRows]
  std::vector<NumberLane> numbers_;   ///< [kRows x number_lanes]
  std::vector<CountLane> counts_;     ///< [kRows x count_lanes]
};

}  // namespace sondeo::moments
