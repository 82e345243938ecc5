#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace sondeo::reports {

/// A count of cases that is published, or withheld: of the cases of some atoms; or the sum of their weights.
struct ReleaseCell {
  static constexpr std::size_t kCases = static_cast<std::size_t>(-1);

  std::vector<std::uint32_t> atoms;  ///< positions in `Release::atoms`, ascending
  double count = 0;
  double cost = 1;  ///< of withholding it, beside the others'
  bool withheld = false;
  /// How far below and above the count the interval that an outsider can derive must reach; 0 and 0: the
  /// count is not sensitive.
  double below = 0;
  double above = 0;
  std::size_t weights = kCases;            ///< whose sum it is: of `Release::weights`
  std::vector<std::uint32_t> goes_with{};  ///< cells that are withheld with it
  [[nodiscard]] bool sensitive() const { return below > 0 || above > 0; }
  /// Whether the outsider reads it.
  [[nodiscard]] bool open() const { return !withheld; }
};

/// What an outsider knows of atoms whatever is published: the sum of `more` is at least that of `less`, or by
/// how much it is more.
struct ReleaseRelation {
  std::vector<std::uint32_t> more;
  std::vector<std::uint32_t> less;
  bool equal = false;  ///< the difference is known
};

/// All counts of a release that can affect each other. An atom are the cases of one population that every
/// count has in common or not at all, so that each count is a sum of atoms, whatever the tables, hierarchies
/// and totals.
struct Release {
  std::vector<double> atoms;  ///< cases of each; nobody outside knows them
  std::vector<double> most;   ///< how many they could be: the cases of the base; empty: any number
  std::vector<ReleaseCell> cells;
  std::vector<ReleaseRelation> relations;
  /// Atoms of one kind of cases in several populations: `atom % kinds`; 0: each atom is a kind of its own.
  std::size_t kinds = 0;
  /// What a case weighs, by weight and kind (atom, where there are no kinds): the outsider knows it.
  std::vector<std::vector<double>> weights{};

  /// What one case of an atom adds to a cell that holds it.
  [[nodiscard]] double share(const ReleaseCell& cell, std::size_t atom) const {
    if (cell.weights == ReleaseCell::kCases) return 1;
    return weights[cell.weights][kinds > 0 ? atom % kinds : atom];
  }
};

/// Other numbers of cases that agree with everything published: an outsider cannot tell them from the true
/// ones. Changes of atoms, by position.
using Alternative = std::vector<std::pair<std::uint32_t, double>>;

/// What `protect` did.
struct ProtectedRelease {
  std::vector<std::size_t> added;         ///< positions of the counts that it withheld
  std::vector<Alternative> alternatives;  ///< that show how wide the intervals are
};

/// What an outsider can derive of a count that is withheld.
struct DerivedInterval {
  std::size_t cell = 0;
  double low = 0;
  double high = 0;  ///< may be infinite
};

/// Withholds further counts until none of the sensitive ones can be derived more closely than it may. For
/// each sensitive count and each side it looks for an alternative to the true numbers in which the count is
/// so far away: first among the counts that are withheld anyway, for many counts by one linear program, then
/// by one that finds the cheapest further counts (the attacker's problem turned round, as in Fischetti and
/// Salazar, 2001). What proves not to be needed is published again.
///
/// Small releases are done count by count and with all atoms. Large ones (`kExactAtoms`) fall into parts,
/// which relations alone tie together; the changes that a count needs are looked for among the atoms around
/// it in its part, then among more, then with those of other parts: more may be withheld than the least, and
/// nothing is less protected.
/// @param threads  of which the result does not depend
/// @return of each, what was added; where no alternative was found for a count, the audit says so
[[nodiscard]] std::vector<ProtectedRelease> protect(std::span<Release* const> releases, unsigned threads);
/// One release.
[[nodiscard]] ProtectedRelease protect(Release& release);

/// Atoms up to which a release is small.
inline constexpr std::size_t kExactAtoms = 1500;

/// Sensitive counts that are not shown to be free: the audit. Each alternative is held against every count
/// that is published; where none of those that pass moves a count far enough, two linear programs derive its
/// interval.
/// @return the intervals that are too narrow
[[nodiscard]] std::vector<DerivedInterval> too_narrow(const Release& release,
                                                      const std::vector<Alternative>& alternatives);

/// The least and greatest value of each sensitive count that agree with everything published: two linear
/// programs each. The outsider is strong and knows which kinds of cases there are.
[[nodiscard]] std::vector<DerivedInterval> derivable(const Release& release);

/// Whether an interval is as wide as the count needs.
[[nodiscard]] bool is_wide_enough(const ReleaseCell& cell, const DerivedInterval& interval);

}  // namespace sondeo::reports
