#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sondeo::estimation {

/// Rows that lack a value, rows that could give theirs, and who is like whom.
struct HotDeck {
  std::span<const std::int8_t> needs;  ///< [rows] 1: lacks a value
  std::span<const std::int8_t> gives;  ///< [rows] 1: has one
  /// Of each depth, the finest classes first, the class of each row: 0, 1, ..., or -1 where it has none. Rows
  /// that find no donors in one depth look in the next. [depths][rows]
  std::vector<std::vector<std::int32_t>> classes;
  std::span<const double> weight;  ///< [rows] donors are drawn in proportion to it, > 0; empty: all alike
  std::size_t minimum_donors = 1;  ///< that a class must have; in the last depth one is enough
};

/// What makes the draws: nothing else does.
struct HotDeckDraws {
  std::uint64_t seed = 1;
  std::uint32_t implicate = 1;  ///< which completed data set
  std::uint32_t rule = 0;       ///< which of several hot decks
};

/// A donor of each row that lacks a value.
struct HotDeckResult {
  std::vector<std::int32_t> rows;    ///< ascending
  std::vector<std::int32_t> donors;  ///< position by position with them
  std::size_t collapsed = 0;         ///< rows whose donor is not of their class of the first depth
  std::size_t without = 0;           ///< rows that found none in any depth
};

/// Draws a donor for each row that lacks a value, within classes, by the approximate Bayesian bootstrap: in
/// each class the n donors are first drawn anew, n times with replacement, and donors are taken from those.
/// Without that first step the completed data sets would be too much alike, and Rubin's variance too small.
/// Draws depend on seed, data set, rule, depth and class alone, and on the order of the rows in a class.
/// @source Rubin and Schenker (1986), "Multiple imputation for interval estimation from simple random samples
/// with ignorable nonresponse", JASA 81:366-374
[[nodiscard]] HotDeckResult draw_donors(const HotDeck& deck, const HotDeckDraws& draws);

}  // namespace sondeo::estimation
