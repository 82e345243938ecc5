#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sondeo::reports {

/// A count of cases that is published, or withheld: of the cases of some atoms.
struct ReleaseCell {
  std::vector<std::uint32_t> atoms;  ///< positions in `Release::atoms`, ascending
  double count = 0;
  double cost = 1;  ///< of withholding it, beside the others'
  bool withheld = false;
  /// How far below and above the count the interval that an outsider can derive must reach; 0 and 0: the
  /// count is not sensitive.
  double below = 0;
  double above = 0;
  [[nodiscard]] bool sensitive() const { return below > 0 || above > 0; }
};

/// All counts of one population that a release contains. An atom are the cases that every count has in common
/// or not at all, so that each count is a sum of atoms, whatever the tables, hierarchies and totals.
struct Release {
  std::vector<double> atoms;  ///< cases of each; nobody outside knows them
  std::vector<ReleaseCell> cells;
};

/// What an outsider can derive of a count that is withheld.
struct DerivedInterval {
  std::size_t cell = 0;
  double low = 0;
  double high = 0;  ///< may be infinite
};

/// Withholds further counts until none of the sensitive ones can be derived more closely than it may. For
/// each sensitive count and each side a linear program finds the cheapest counts whose withholding lets it
/// move that far (the attacker's problem turned round, as in Fischetti and Salazar, 2001); what then proves
/// not to be needed is published again.
/// @return the positions of the counts that were added
std::vector<std::size_t> protect(Release& release);

/// The least and greatest value of each sensitive count that agree with everything published: two linear
/// programs each. The outsider is strong and knows which kinds of cases there are.
[[nodiscard]] std::vector<DerivedInterval> derivable(const Release& release);

/// Whether an interval is as wide as the count needs.
[[nodiscard]] bool is_wide_enough(const ReleaseCell& cell, const DerivedInterval& interval);

}  // namespace sondeo::reports
