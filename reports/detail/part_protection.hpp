#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "reports/detail/hidden_change.hpp"
#include "reports/detail/proof.hpp"
#include "reports/detail/release_index.hpp"
#include "reports/protection.hpp"

namespace sondeo::reports {

/// The protection of some counts of a release by changes of their atoms. The parts of a release do not touch
/// each other's counts, so that each can have a thread of its own.
class PartProtection {
 public:
  /// What it is given has to live longer; counts are withheld in the release and told in `done`.
  PartProtection(Release& release, const ReleaseIndex& index, const ReleasePart& part,
                 ProtectedRelease& done);

  [[nodiscard]] std::size_t open() const { return proof_.open().size(); }

  /// Shows what can be shown of the open counts without withholding more.
  void prove();

  /// Withholds the cheapest further counts, one open count after the other, among all atoms.
  void withhold();

  /// The same among at most so many atoms around each open count, those that are near each other in turn.
  void withhold_near(std::size_t most);

  /// The same where atoms of other parts that relations tie to them may change too: some surroundings at
  /// once, which do not know of each other what they withhold. How many is the same for any number of
  /// threads.
  void withhold_near_related(std::size_t most, unsigned threads);

 private:
  /// What would free open counts, if the counts that it moves are withheld.
  struct Attempt {
    std::vector<Demand> demands;
    std::vector<Demand> left;  ///< of them, met by nothing found
    std::vector<Alternative> found;
  };

  [[nodiscard]] std::vector<std::uint32_t> atoms_to_prove() const;
  [[nodiscard]] std::map<std::uint32_t, std::vector<std::uint32_t>> neighbours(std::size_t most) const;
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> surroundings(std::size_t most) const;
  [[nodiscard]] Attempt around(std::span<const std::uint32_t> cells, std::size_t most_of_one,
                               bool related) const;
  void attempt_to_meet(std::span<const Demand> demands, CostlyChange& costly, CountChanges& changes,
                       Attempt& attempt) const;
  void take(Attempt attempt);
  void keep(Alternative found, CostlyChange* costly);
  void withhold(std::uint32_t cell, CostlyChange* costly);

  Release& release_;
  const ReleaseIndex& index_;
  const ReleasePart& part_;
  ProtectedRelease& done_;
  Proof proof_;
};

}  // namespace sondeo::reports
