#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sondeo::numeric {

/// The largest order that is made.
inline constexpr std::size_t kMostHadamardOrder = 2048;

/// A matrix of 1 and -1 whose rows are orthogonal to each other; its first column is all 1.
struct Hadamard {
  std::size_t order = 1;
  std::vector<std::int8_t> entries;  ///< [order x order], row by row

  [[nodiscard]] std::int8_t at(std::size_t row, std::size_t column) const {
    return entries[row * order + column];
  }
};

/// The Hadamard matrix of the smallest order >= `least` that doubling (Sylvester) of a Paley matrix over a
/// prime field gives; nothing beyond kMostHadamardOrder. Orders such as 92 have no such matrix: the next one
/// is taken.
/// @source Paley (1933), J. Math. Phys. 12:311-320, constructions I and II; Sylvester (1867)
[[nodiscard]] std::optional<Hadamard> hadamard(std::size_t least);

}  // namespace sondeo::numeric
