#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/numeric/linear_program.hpp"
#include "reports/detail/release_index.hpp"
#include "reports/protection.hpp"

namespace sondeo::reports {

/// Of the change of a count, whose steps are whole.
inline constexpr double kNoChange = 1e-6;

/// A count that is to move by so much, up or down.
struct Demand {
  std::size_t cell = 0;
  double change = 0;  ///< signed
};

/// Those of some atoms whose numbers may change: they are not fixed by a published zero.
[[nodiscard]] std::vector<std::uint32_t> free_atoms(const Release& release, const ReleaseIndex& index,
                                                    std::span<const std::uint32_t> atoms);

/// Changes of some atoms that no published count shows: the outsider's uncertainty. All other atoms stay as
/// they are.
class HiddenChange {
 public:
  HiddenChange(const Release& release, const ReleaseIndex& index, std::vector<std::uint32_t> atoms);

  /// Changes that meet as many of the demands as one can at once.
  [[nodiscard]] Alternative meet(std::span<const Demand> demands);
  /// The greatest change of a count in one direction (1 or -1); may be infinite.
  [[nodiscard]] double greatest(const ReleaseCell& cell, double direction);

 private:
  /// No published count moves.
  [[nodiscard]] numeric::LinearProgram unseen(std::size_t columns) const;

  const Release& release_;
  const ReleaseIndex& index_;
  std::vector<std::uint32_t> atoms_;
  std::vector<std::int32_t> column_of_;            ///< of each atom; -1: it does not change
  std::optional<numeric::LinearProgram> program_;  ///< of `greatest`
};

/// Changes of some atoms that need company: published counts may move too, each at its cost.
class CostlyChange {
 public:
  CostlyChange(const Release& release, const ReleaseIndex& index, std::vector<std::uint32_t> atoms);

  /// The cheapest changes that meet all demands; nothing where none do.
  [[nodiscard]] std::optional<Alternative> cheapest(std::span<const Demand> demands);
  /// The count may move freely from now on.
  void release_cell(std::size_t cell);

 private:
  /// The column of a count's rise, before that of its fall; nothing where none of its atoms change.
  [[nodiscard]] std::optional<std::size_t> rise_of(std::size_t cell) const;

  std::vector<std::uint32_t> atoms_;
  std::vector<std::uint32_t> cells_;  ///< that do not move as they like, ascending
  numeric::LinearProgram program_;
};

}  // namespace sondeo::reports
