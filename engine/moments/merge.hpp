#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/moments/moments.hpp"

namespace sondeo::moments {

/// The moments of one breakdown whose rows come in parts: sums of the same cell and PSU are added up. A part
/// has numbers of its own for cells, PSUs and variates; here they have the numbers that they got when they
/// were first met, and at the end those of the whole.
///
/// A variate is kept as its presence, t(1) and t(x), and its amount, t(y): the categories of one variable
/// share a presence, so that a category met late needs nothing of the parts before.
class MergedMoments {
 public:
  /// Where the sums of a part's variate are added.
  struct Place {
    std::int32_t presence = 0;
    std::int32_t amount = 0;    ///< -1: nowhere, it has none
    bool adds_presence = true;  ///< false: another variate of the part does, with the same presence
  };
  /// A variate of the whole. Without an amount t(y) is 0.
  struct Whole {
    std::int32_t presence = 0;
    std::int32_t amount = -1;
    bool has_x = false;
  };

  /// @param variates  [variates of the part]
  /// @param cells     [cells of the part] their numbers here
  /// @param psus      [PSUs of the part] likewise
  void add(const BreakdownMoments& part, std::span<const Place> variates, std::span<const std::int32_t> cells,
           std::span<const std::int32_t> psus);

  /// The moments of all parts. Squares and centred sums are about the shift of the first part with cases.
  /// @param variates  of the whole, in their order
  /// @param cells     the number here of each cell of the whole
  /// @param psus      the PSU of the whole of each number here; several may be one
  [[nodiscard]] BreakdownMoments finish(std::span<const Whole> variates, std::span<const std::int32_t> cells,
                                        std::span<const std::int32_t> psus) const;

  /// Sums of a cell so far. @param variate  with its presence and amount
  [[nodiscard]] CellSums cell_sums(std::size_t cell, const Whole& variate) const;

  /// About how much memory this takes, and the result of `finish` beside it.
  [[nodiscard]] std::size_t bytes() const;

 private:
  using Sums = std::vector<double>;  ///< [entries]; shorter: 0 from there on
  struct Presence {
    Sums weight;
    Sums x;
    std::vector<CellSums> cells;
    double shift = 0;
    bool met = false;  ///< has had cases
  };
  struct Amount {
    Sums y;
    Sums centred;
    std::vector<CellSums> cells;
    double shift = 0;
    bool far = true;  ///< in every part with cases
    bool met = false;
  };
  struct PartVariate;

  void find_entries(const BreakdownMoments& part, std::size_t cell, std::int32_t number,
                    std::span<const std::int32_t> psus);
  void set_shifts(const BreakdownMoments& part, std::span<const Place> variates);
  void add_variate(const BreakdownMoments& part, std::size_t cell, const PartVariate& at);
  [[nodiscard]] double value_of(const Sums& sums, std::size_t entry) const {
    return entry < sums.size() ? sums[entry] : 0.0;
  }

  std::unordered_map<std::uint64_t, std::int32_t> entry_of_;  ///< by cell and PSU
  std::vector<std::int32_t> cell_of_entry_;
  std::vector<std::int32_t> psu_of_entry_;
  std::vector<Presence> presences_;
  std::vector<Amount> amounts_;
  std::vector<std::size_t> at_;  ///< of the part's cell at hand: the entry of each of its entries
};

}  // namespace sondeo::moments
