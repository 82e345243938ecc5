#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "reports/protection.hpp"

namespace sondeo::reports {

/// Counts that have cases in common, directly or through others, and their atoms; both ascending.
struct ReleasePart {
  std::vector<std::uint32_t> atoms;
  std::vector<std::uint32_t> cells;
};

/// Atoms near a count.
struct Nearby {
  std::vector<std::uint32_t> atoms;  ///< ascending
  std::uint32_t holder = 0;          ///< the smallest count that holds so many of them, or the greatest
};

/// Which counts and relations the atoms of a release stand in.
class ReleaseIndex {
 public:
  explicit ReleaseIndex(const Release& release);

  /// Ascending.
  [[nodiscard]] std::span<const std::uint32_t> cells_of(std::size_t atom) const { return cells_.of(atom); }
  [[nodiscard]] std::span<const std::uint32_t> relations_of(std::size_t atom) const {
    return relations_.of(atom);
  }

  /// Each count in one part. What moves in one part shows in no count of another.
  [[nodiscard]] std::vector<ReleasePart> parts() const;

  /// Atoms of the smallest counts that hold a count, its own first, until there are `most`; of the last
  /// holder a part, from all over it.
  [[nodiscard]] Nearby near(std::size_t cell, std::size_t most) const;

  /// With those that relations tie to them.
  [[nodiscard]] std::vector<std::uint32_t> with_related(std::span<const std::uint32_t> atoms) const;

 private:
  /// Lists of numbers, one after the other.
  struct Lists {
    std::vector<std::size_t> first;
    std::vector<std::uint32_t> numbers;
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t atom) const {
      return std::span(numbers).subspan(first[atom], first[atom + 1] - first[atom]);
    }
  };
  /// Counts that hold all atoms of one, itself among them, the smallest first.
  [[nodiscard]] std::vector<std::uint32_t> holders(std::size_t cell) const;

  const Release& release_;
  Lists cells_;
  Lists relations_;
};

}  // namespace sondeo::reports
