#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/numeric/linear_program.hpp"
#include "reports/protection.hpp"

namespace sondeo::reports {

/// Of the change of a count, whose steps are whole.
inline constexpr double kNoChange = 1e-6;

/// A count that is to move by so much, up or down.
struct Demand {
  std::size_t cell = 0;
  double change = 0;  ///< signed
};

/// Atoms whose numbers may change: all that are not fixed by a published zero, or a part of the kinds.
/// `with_zeros`: also those that are fixed.
[[nodiscard]] std::vector<std::uint32_t> free_atoms(const Release& release, std::size_t most_kinds,
                                                    bool with_zeros);

/// Changes of some atoms that no published count shows: the outsider's uncertainty.
class HiddenChange {
 public:
  HiddenChange(const Release& release, std::vector<std::uint32_t> atoms);

  /// Changes that meet as many of the demands as one can at once.
  [[nodiscard]] Alternative meet(std::span<const Demand> demands);
  /// The greatest change of a count in one direction (1 or -1); may be infinite.
  [[nodiscard]] double greatest(const ReleaseCell& cell, double direction);

 private:
  /// No published count moves.
  [[nodiscard]] numeric::LinearProgram unseen(std::size_t columns) const;

  const Release& release_;
  std::vector<std::uint32_t> atoms_;
  std::vector<std::int32_t> column_of_;            ///< of each atom; -1: it does not change
  std::optional<numeric::LinearProgram> program_;  ///< of `greatest`
};

/// Changes that need company: published counts may move too, each at its cost.
class CostlyChange {
 public:
  CostlyChange(const Release& release, std::vector<std::uint32_t> atoms);

  /// The cheapest changes that meet all demands; nothing where none do.
  [[nodiscard]] std::optional<Alternative> cheapest(std::span<const Demand> demands);
  /// The count may move freely from now on.
  void release_cell(std::size_t cell);

 private:
  const Release& release_;
  std::vector<std::uint32_t> atoms_;
  numeric::LinearProgram program_;
};

}  // namespace sondeo::reports
