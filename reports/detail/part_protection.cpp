#include "reports/detail/part_protection.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::reports {

namespace {

/// Atoms around each count, where many are shown to be free at once.
constexpr std::size_t kProving = 50;
/// Open sides of counts of a part from which two counts are looked at together, then three, and so on.
constexpr std::size_t kOneByOne = 1500;
/// Surroundings in linked populations that are looked at without knowing of each other.
constexpr std::size_t kSurroundingsAtOnce = 4;

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

bool meets(const std::vector<double>& moved, const Demand& demand) {
  const double change = demand.change > 0 ? moved[demand.cell] : -moved[demand.cell];
  return reaches(change, std::abs(demand.change));
}

}  // namespace

PartProtection::PartProtection(Release& release, const ReleaseIndex& index, const ReleasePart& part,
                               ProtectedRelease& done)
    : release_(release), index_(index), part_(part), done_(done), proof_(release, index, part.cells) {
  for (const auto& alternative : done.alternatives) proof_.add(alternative);
}

void PartProtection::prove() {
  HiddenChange hidden(release_, index_, free_atoms(release_, index_, atoms_to_prove()));
  constexpr std::size_t kFew = 25;  // a round in which fewer than one in so many are met is the last but one
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

void PartProtection::withhold() {
  CostlyChange costly(release_, index_, part_.atoms);
  for (const auto& demand : proof_.open()) {
    if (!proof_.is_open(demand)) continue;
    if (auto found = costly.cheapest({&demand, 1})) keep(std::move(*found), &costly);
  }
}

void PartProtection::withhold_near(std::size_t most) {
  for (const auto& cells : surroundings(most)) take(around(cells, most, false));
}

void PartProtection::withhold_near_related(std::size_t most, unsigned threads) {
  const auto all = surroundings(most);
  for (std::size_t first = 0; first < all.size(); first += kSurroundingsAtOnce) {
    std::vector<Attempt> attempts(std::min(kSurroundingsAtOnce, all.size() - first));
    numeric::parallel_blocks(attempts.size(), threads,
                             [&](std::size_t i) { attempts[i] = around(all[first + i], most, true); });
    for (auto& attempt : attempts) take(std::move(attempt));
  }
}

/// Of a large part those around the open counts.
std::vector<std::uint32_t> PartProtection::atoms_to_prove() const {
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
std::map<std::uint32_t, std::vector<std::uint32_t>> PartProtection::neighbours(std::size_t most) const {
  std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
  std::optional<std::size_t> last;
  for (const auto& demand : proof_.open()) {
    if (demand.cell != last)
      groups[index_.near(demand.cell, most).holder].push_back(static_cast<std::uint32_t>(demand.cell));
    last = demand.cell;
  }
  return groups;
}

/// Open counts that are looked at together, in turn.
std::vector<std::vector<std::uint32_t>> PartProtection::surroundings(std::size_t most) const {
  const std::size_t at_once = 1 + proof_.open().size() / kOneByOne;
  std::vector<std::vector<std::uint32_t>> all;
  for (const auto& [holder, cells] : neighbours(most)) {
    for (std::size_t first = 0; first < cells.size(); first += at_once) {
      const auto own = std::span(cells).subspan(first, std::min(at_once, cells.size() - first));
      all.emplace_back(own.begin(), own.end());
    }
  }
  return all;
}

PartProtection::Attempt PartProtection::around(std::span<const std::uint32_t> cells, std::size_t most_of_one,
                                               bool related) const {
  const std::size_t most = 2 * most_of_one / (1 + cells.size());
  std::set<std::uint32_t> atoms;
  Attempt attempt;
  auto& demands = attempt.demands;
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
  if (demands.empty()) return attempt;
  std::vector<std::uint32_t> all(atoms.begin(), atoms.end());
  if (related) all = index_.with_related(all);
  CostlyChange costly(release_, index_, std::move(all));
  CountChanges changes(release_, index_);
  attempt.left = demands;
  for (const bool up : {true, false}) {
    const auto asked = one_side_each(attempt.left, up);
    attempt_to_meet(asked, costly, changes, attempt);
  }
  return attempt;
}

/// Demands that cannot be met together are met in halves.
void PartProtection::attempt_to_meet(std::span<const Demand> demands, CostlyChange& costly,
                                     CountChanges& changes, Attempt& attempt) const {
  if (demands.empty()) return;
  auto found = costly.cheapest(demands);
  if (!found) {
    if (demands.size() == 1) return;
    attempt_to_meet(demands.first(demands.size() / 2), costly, changes, attempt);
    attempt_to_meet(demands.subspan(demands.size() / 2), costly, changes, attempt);
    return;
  }
  const auto& moved = changes.of(*found);
  for (const auto cell : part_.cells) {
    if (std::abs(moved[cell]) <= kNoChange || !release_.cells[cell].open()) continue;
    costly.release_cell(cell);
    for (const auto other : release_.cells[cell].goes_with) costly.release_cell(other);
  }
  std::erase_if(attempt.left, [&](const Demand& demand) { return meets(moved, demand); });
  attempt.found.push_back(std::move(*found));
}

/// Takes of an attempt what frees a count that is still open.
void PartProtection::take(Attempt attempt) {
  for (auto& found : attempt.found) {
    const auto& moved = proof_.changes().of(found);
    const bool needed =
        std::any_of(attempt.demands.begin(), attempt.demands.end(),
                    [&](const Demand& demand) { return proof_.is_open(demand) && meets(moved, demand); });
    if (needed) keep(std::move(found), nullptr);
  }
}

/// @param costly  is told what is withheld, unless nullptr
void PartProtection::keep(Alternative found, CostlyChange* costly) {
  const auto& changes = proof_.changes().of(found);
  for (const auto cell : part_.cells) {
    if (std::abs(changes[cell]) <= kNoChange || !release_.cells[cell].open()) continue;
    withhold(cell, costly);
    for (const auto other : release_.cells[cell].goes_with) withhold(other, costly);
  }
  if (proof_.add(found)) done_.alternatives.push_back(std::move(found));
}

void PartProtection::withhold(std::uint32_t cell, CostlyChange* costly) {
  if (!release_.cells[cell].open()) return;
  release_.cells[cell].withheld = true;
  done_.added.push_back(cell);
  if (costly != nullptr) costly->release_cell(cell);
}

}  // namespace sondeo::reports
