#include "reports/protection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <memory>
#include <span>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/parallel_blocks.hpp"
#include "reports/detail/hidden_change.hpp"
#include "reports/detail/part_protection.hpp"
#include "reports/detail/proof.hpp"
#include "reports/detail/release_index.hpp"

namespace sondeo::reports {

namespace {

/// Atoms of a large release that are looked at around a count; more where these are too few, all at last.
constexpr std::array<std::size_t, 3> kNear = {900, 3600, std::numeric_limits<std::size_t>::max()};
/// Kinds around a count, each with its atoms of every linked population: the fewer counts are open, the more
/// at first, so that fewer further counts are withheld; more where these are too few, all at last.
constexpr std::size_t kFewestLinked = 70;
constexpr std::size_t kMostLinked = 900;
constexpr std::size_t kLinkedTimesOpen = 100'000;
constexpr std::array<std::size_t, 3> kNearLinked = {400, 1600, std::numeric_limits<std::size_t>::max()};

ReleasePart whole_of(const Release& release) {
  ReleasePart whole;
  whole.atoms.resize(release.atoms.size());
  whole.cells.resize(release.cells.size());
  for (std::size_t i = 0; i < whole.atoms.size(); ++i) whole.atoms[i] = static_cast<std::uint32_t>(i);
  for (std::size_t i = 0; i < whole.cells.size(); ++i) whole.cells[i] = static_cast<std::uint32_t>(i);
  return whole;
}

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
    protection.withhold_near(near);
    if (protection.open() > 0) protection.prove();
    // What relations hinder is left to the parts together.
    if (near >= part.atoms.size() || part.atoms.size() < release.atoms.size()) return;
  }
}

/// What no part can do alone: where one population's cases can only move with another's.
void protect_together(Release& release, const ReleaseIndex& index, unsigned threads, ProtectedRelease& done) {
  const ReleasePart whole = whole_of(release);
  PartProtection protection(release, index, whole, done);
  if (protection.open() == 0) return;
  const std::size_t first = std::clamp(kLinkedTimesOpen / protection.open(), kFewestLinked, kMostLinked);
  protection.withhold_near_related(first, threads);
  for (const std::size_t near : kNearLinked) {
    if (protection.open() == 0) return;
    if (near > first) protection.withhold_near_related(near, threads);
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

  [[nodiscard]] ProtectedRelease finish(unsigned threads) {
    ProtectedRelease all;
    for (auto& each : done) {
      all.added.insert(all.added.end(), each.added.begin(), each.added.end());
      std::move(each.alternatives.begin(), each.alternatives.end(), std::back_inserter(all.alternatives));
    }
    if (parts.size() > 1) protect_together(release, index, threads, all);
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
  for (std::size_t i = 0; i < works.size(); ++i) done[i] = works[i]->finish(threads);
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
