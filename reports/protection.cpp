#include "reports/protection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "reports/detail/hidden_change.hpp"
#include "reports/detail/proof.hpp"
#include "reports/detail/release_index.hpp"

namespace sondeo::reports {

namespace {

/// Atoms of a large release that are looked at around a count; more where these are too few, all at last.
constexpr std::array<std::size_t, 3> kNear = {900, 3600, std::numeric_limits<std::size_t>::max()};
/// Kinds around a count, each with its atoms of every linked population: the fewer counts are open, the more
/// at first, so that fewer further counts are withheld; more where these are too few, all at last.
constexpr std::size_t kFewestLinked = 100;
constexpr std::size_t kMostLinked = 900;
constexpr std::size_t kLinkedTimesOpen = 100'000;
constexpr std::array<std::size_t, 3> kNearLinked = {400, 1600, std::numeric_limits<std::size_t>::max()};
/// Atoms around each count, where many are shown to be free at once.
constexpr std::size_t kProving = 50;
/// Open sides of counts of a part from which two counts are looked at together, then three, and so on.
constexpr std::size_t kOneByOne = 1500;

/// One side of each count, up and down in turn: what one gains another may lose.
std::vector<Demand> one_side_each(const std::vector<Demand>& open, bool first_up) {
  std::vector<Demand> chosen;
  bool up = first_up;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const bool both = i + 1 < open.size() && open[i + 1].cell == open[i].cell;
    if (!both) {
      chosen.push_back(open[i]);
      continue;
    }
    chosen.push_back(up ? open[i] : open[i + 1]);
    up = !up;
    ++i;
  }
  return chosen;
}

ReleasePart whole_of(const Release& release) {
  ReleasePart whole;
  whole.atoms.resize(release.atoms.size());
  whole.cells.resize(release.cells.size());
  for (std::size_t i = 0; i < whole.atoms.size(); ++i) whole.atoms[i] = static_cast<std::uint32_t>(i);
  for (std::size_t i = 0; i < whole.cells.size(); ++i) whole.cells[i] = static_cast<std::uint32_t>(i);
  return whole;
}

/// The protection of some counts of a release by changes of their atoms. The parts of a release do not touch
/// each other's counts, so that each can have a thread of its own.
class PartProtection {
 public:
  PartProtection(Release& release, const ReleaseIndex& index, const ReleasePart& part, ProtectedRelease& done)
      : release_(release), index_(index), part_(part), done_(done), proof_(release, index, part.cells) {
    for (const auto& alternative : done.alternatives) proof_.add(alternative);
  }

  [[nodiscard]] std::size_t open() const { return proof_.open().size(); }

  /// Shows what can be shown of the open counts without withholding more.
  void prove() {
    HiddenChange hidden(release_, index_, free_atoms(release_, index_, atoms_to_prove()));
    constexpr std::size_t kFew =
        25;  // a round in which fewer than one in so many are met is the last but one
    bool up = true;
    auto open = proof_.open();
    for (int without = 0; without < 2 && !open.empty(); up = !up) {
      Alternative alternative = hidden.meet(one_side_each(open, up));
      if (proof_.add(alternative)) done_.alternatives.push_back(std::move(alternative));
      auto rest = proof_.open();
      without = open.size() - rest.size() > open.size() / kFew ? 0 : without + 1;
      open = std::move(rest);
    }
  }

  /// Withholds the cheapest further counts, one open count after the other, among all atoms.
  void withhold() {
    CostlyChange costly(release_, index_, part_.atoms);
    for (const auto& demand : proof_.open()) {
      if (proof_.is_open(demand)) meet({&demand, 1}, costly);
    }
  }

  /// The same among at most so many atoms around each open count, those that are near each other in turn.
  /// @param related  atoms of other parts that relations tie to them may change too
  void withhold_near(std::size_t most, bool related) {
    const std::size_t at_once = 1 + proof_.open().size() / kOneByOne;
    for (const auto& [holder, cells] : neighbours(most)) {
      for (std::size_t first = 0; first < cells.size(); first += at_once) {
        const std::size_t count = std::min(at_once, cells.size() - first);
        withhold_around(std::span(cells).subspan(first, count), 2 * most / (1 + count), related);
      }
    }
  }

 private:
  /// Of a large part those around the open counts.
  [[nodiscard]] std::vector<std::uint32_t> atoms_to_prove() const {
    if (part_.atoms.size() <= kExactAtoms) return part_.atoms;
    std::vector<bool> chosen(release_.atoms.size(), false);
    for (const auto& demand : proof_.open()) {
      for (const auto atom : index_.near(demand.cell, kProving).atoms) chosen[atom] = true;
    }
    std::vector<std::uint32_t> atoms;
    std::copy_if(part_.atoms.begin(), part_.atoms.end(), std::back_inserter(atoms),
                 [&](std::uint32_t atom) { return chosen[atom]; });
    return atoms;
  }

  /// Open counts by the holder of their surroundings.
  [[nodiscard]] std::map<std::uint32_t, std::vector<std::uint32_t>> neighbours(std::size_t most) const {
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
    std::optional<std::size_t> last;
    for (const auto& demand : proof_.open()) {
      if (demand.cell != last)
        groups[index_.near(demand.cell, most).holder].push_back(static_cast<std::uint32_t>(demand.cell));
      last = demand.cell;
    }
    return groups;
  }

  void withhold_around(std::span<const std::uint32_t> cells, std::size_t most, bool related) {
    std::set<std::uint32_t> atoms;
    std::vector<Demand> demands;
    for (const auto cell : cells) {
      const auto before = demands.size();
      for (const Demand& side :
           {Demand{cell, release_.cells[cell].above}, Demand{cell, -release_.cells[cell].below}}) {
        if (proof_.is_open(side)) demands.push_back(side);
      }
      if (demands.size() == before) continue;
      const auto near = index_.near(cell, most).atoms;
      atoms.insert(near.begin(), near.end());
    }
    if (demands.empty()) return;
    std::vector<std::uint32_t> all(atoms.begin(), atoms.end());
    if (related) all = index_.with_related(all);
    CostlyChange costly(release_, index_, std::move(all));
    for (const bool up : {true, false}) {
      std::erase_if(demands, [this](const Demand& demand) { return !proof_.is_open(demand); });
      meet(one_side_each(demands, up), costly);
    }
  }

  /// Demands that cannot be met together are met in halves.
  void meet(std::span<const Demand> demands, CostlyChange& costly) {
    if (demands.empty()) return;
    auto found = costly.cheapest(demands);
    if (found) {
      keep(std::move(*found), costly);
    } else if (demands.size() > 1) {
      meet(demands.first(demands.size() / 2), costly);
      meet(demands.subspan(demands.size() / 2), costly);
    }
  }

  void keep(Alternative found, CostlyChange& costly) {
    const auto& changes = proof_.changes().of(found);
    for (const auto cell : part_.cells) {
      if (std::abs(changes[cell]) <= kNoChange || !release_.cells[cell].open()) continue;
      withhold(cell, costly);
      for (const auto other : release_.cells[cell].goes_with) withhold(other, costly);
    }
    if (proof_.add(found)) done_.alternatives.push_back(std::move(found));
  }

  void withhold(std::uint32_t cell, CostlyChange& costly) {
    if (!release_.cells[cell].open()) return;
    release_.cells[cell].withheld = true;
    done_.added.push_back(cell);
    costly.release_cell(cell);
  }

  Release& release_;
  const ReleaseIndex& index_;
  const ReleasePart& part_;
  ProtectedRelease& done_;
  Proof proof_;
};

/// A count and the sums that are read beside it, of those that were added.
std::vector<std::size_t> shown_with(const Release& release, std::size_t count,
                                    const std::vector<std::size_t>& added) {
  std::vector<std::size_t> cells{count};
  for (const auto other : release.cells[count].goes_with) {
    if (std::find(added.begin(), added.end(), other) != added.end()) cells.push_back(other);
  }
  return cells;
}

/// Publishes again what the others do not need, the dearest first; the attempts are limited, those that were
/// not made stay withheld.
void publish_unneeded(Release& release, const ReleaseIndex& index, const ReleasePart& whole,
                      ProtectedRelease& done) {
  constexpr std::size_t kMostAttempts = 100;
  std::vector<std::size_t> candidates;
  std::copy_if(done.added.begin(), done.added.end(), std::back_inserter(candidates),
               [&](std::size_t cell) { return release.cells[cell].weights == ReleaseCell::kCases; });
  std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
    return release.cells[a].cost > release.cells[b].cost;
  });
  if (candidates.size() > kMostAttempts) candidates.resize(kMostAttempts);
  for (const std::size_t number : candidates) {
    const auto again = shown_with(release, number, done.added);
    for (const auto cell : again) release.cells[cell].withheld = false;
    ProtectedRelease without{{}, unseen(release, index, done.alternatives)};
    PartProtection protection(release, index, whole, without);
    protection.prove();
    if (protection.open() > 0) {
      for (const auto cell : again) release.cells[cell].withheld = true;
      continue;
    }
    done.alternatives = std::move(without.alternatives);
    std::erase_if(done.added, [&](std::size_t cell) {
      return std::find(again.begin(), again.end(), cell) != again.end();
    });
  }
}

void protect_small(Release& release, const ReleaseIndex& index, ProtectedRelease& done) {
  const ReleasePart whole = whole_of(release);
  PartProtection protection(release, index, whole, done);
  protection.prove();
  for (std::size_t open = protection.open(); open > 0;) {
    protection.withhold();
    const std::size_t left = protection.open();
    if (left == open) break;
    open = left;
  }
  publish_unneeded(release, index, whole, done);
}

void protect_part(Release& release, const ReleaseIndex& index, const ReleasePart& part,
                  ProtectedRelease& done) {
  PartProtection protection(release, index, part, done);
  protection.prove();
  for (const std::size_t near : kNear) {
    if (protection.open() == 0) return;
    protection.withhold_near(near, false);
    if (protection.open() > 0) protection.prove();
    // What relations hinder is left to the parts together.
    if (near >= part.atoms.size() || part.atoms.size() < release.atoms.size()) return;
  }
}

/// What no part can do alone: where one population's cases can only move with another's.
void protect_together(Release& release, const ReleaseIndex& index, ProtectedRelease& done) {
  const ReleasePart whole = whole_of(release);
  PartProtection protection(release, index, whole, done);
  if (protection.open() == 0) return;
  const std::size_t first = std::clamp(kLinkedTimesOpen / protection.open(), kFewestLinked, kMostLinked);
  protection.withhold_near(first, true);
  for (const std::size_t near : kNearLinked) {
    if (protection.open() == 0) return;
    if (near > first) protection.withhold_near(near, true);
  }
}

/// A release on its way.
struct Work {
  explicit Work(Release& of) : release(of), index(of) {
    if (is_large()) parts = index.parts();
    done.resize(std::max<std::size_t>(1, parts.size()));
  }
  [[nodiscard]] bool is_large() const { return release.atoms.size() > kExactAtoms; }

  void protect(std::size_t part) {
    if (is_large())
      protect_part(release, index, parts[part], done[part]);
    else
      protect_small(release, index, done.front());
  }

  [[nodiscard]] ProtectedRelease finish() {
    ProtectedRelease all;
    for (auto& each : done) {
      all.added.insert(all.added.end(), each.added.begin(), each.added.end());
      std::move(each.alternatives.begin(), each.alternatives.end(), std::back_inserter(all.alternatives));
    }
    if (parts.size() > 1) protect_together(release, index, all);
    std::sort(all.added.begin(), all.added.end());
    return all;
  }

  Release& release;
  ReleaseIndex index;
  std::vector<ReleasePart> parts;
  std::vector<ProtectedRelease> done;  ///< of each part
};

DerivedInterval interval_of(HiddenChange& hidden, const Release& release, std::size_t number) {
  const ReleaseCell& cell = release.cells[number];
  if (cell.open()) return {number, cell.count, cell.count};
  return {number, cell.count - hidden.greatest(cell, -1), cell.count + hidden.greatest(cell, 1)};
}

}  // namespace

bool is_wide_enough(const ReleaseCell& cell, const DerivedInterval& interval) {
  return reaches(cell.count - interval.low, cell.below) && reaches(interval.high - cell.count, cell.above);
}

std::vector<ProtectedRelease> protect(std::span<Release* const> releases, unsigned threads) {
  std::vector<std::unique_ptr<Work>> works(releases.size());
  numeric::parallel_blocks(releases.size(), threads,
                           [&](std::size_t i) { works[i] = std::make_unique<Work>(*releases[i]); });
  std::vector<std::pair<std::size_t, std::size_t>> pieces;  // release and part
  for (std::size_t i = 0; i < works.size(); ++i) {
    for (const auto& cell : releases[i]->cells)
      ensure(!cell.sensitive() || !cell.open(), "a sensitive count is withheld");
    for (std::size_t part = 0; part < works[i]->done.size(); ++part) pieces.emplace_back(i, part);
  }
  numeric::parallel_blocks(pieces.size(), threads,
                           [&](std::size_t i) { works[pieces[i].first]->protect(pieces[i].second); });
  std::vector<ProtectedRelease> done(releases.size());
  numeric::parallel_blocks(releases.size(), threads, [&](std::size_t i) { done[i] = works[i]->finish(); });
  return done;
}

ProtectedRelease protect(Release& release) {
  Release* const one = &release;
  return std::move(protect(std::span(&one, 1), 1).front());
}

std::vector<DerivedInterval> too_narrow(const Release& release,
                                        const std::vector<Alternative>& alternatives) {
  const ReleaseIndex index(release);
  auto valid = unseen(release, index, alternatives);
  std::erase_if(valid, [&](const Alternative& each) { return !is_possible(release, index, each); });
  const auto open = proof_by(release, index, valid).open();
  std::vector<DerivedInterval> narrow;
  if (open.empty()) return narrow;
  HiddenChange hidden(release, index, free_atoms(release, index, whole_of(release).atoms));
  for (const auto& demand : open) {
    if (!narrow.empty() && narrow.back().cell == demand.cell) continue;
    const DerivedInterval interval = interval_of(hidden, release, demand.cell);
    if (!is_wide_enough(release.cells[demand.cell], interval)) narrow.push_back(interval);
  }
  return narrow;
}

std::vector<DerivedInterval> derivable(const Release& release) {
  const ReleaseIndex index(release);
  HiddenChange hidden(release, index, free_atoms(release, index, whole_of(release).atoms));
  std::vector<DerivedInterval> intervals;
  for (std::size_t number = 0; number < release.cells.size(); ++number) {
    if (release.cells[number].sensitive()) intervals.push_back(interval_of(hidden, release, number));
  }
  return intervals;
}

}  // namespace sondeo::reports
