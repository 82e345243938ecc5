#include "reports/protection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "engine/base/diagnostic.hpp"
#include "reports/detail/hidden_change.hpp"

namespace sondeo::reports {

namespace {

constexpr std::size_t kEveryKind = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kLargeKinds = 2500;    ///< of a large release that may change, without company
constexpr std::size_t kCompanyKinds = 1000;  ///< with company: what is published may change too
constexpr std::size_t kCompanies = 6;        ///< of a large release at first, each for several counts

/// Changes of all counts under an alternative. [cells]
class CountChanges {
 public:
  explicit CountChanges(const Release& release)
      : cells_of_(release.atoms.size()), changes_(release.cells.size(), 0.0) {
    for (std::size_t cell = 0; cell < release.cells.size(); ++cell) {
      for (const auto atom : release.cells[cell].atoms)
        cells_of_[atom].push_back(static_cast<std::uint32_t>(cell));
    }
  }

  const std::vector<double>& of(const Alternative& alternative) {
    std::fill(changes_.begin(), changes_.end(), 0.0);
    for (const auto& [atom, change] : alternative) {
      for (const auto cell : cells_of_[atom]) changes_[cell] += change;
    }
    return changes_;
  }

 private:
  std::vector<std::vector<std::uint32_t>> cells_of_;
  std::vector<double> changes_;
};

bool reaches(double change, double need) { return change >= need - kNoChange * (1 + need); }

/// Which sides of which counts are shown to be free.
class Proof {
 public:
  explicit Proof(const Release& release) : release_(release), changes_(release) {
    above_.resize(release.cells.size());
    below_.resize(release.cells.size());
    for (std::size_t cell = 0; cell < release.cells.size(); ++cell) {
      above_[cell] = !(release.cells[cell].above > 0);
      below_[cell] = !(release.cells[cell].below > 0);
    }
  }

  /// @return whether it shows something new
  bool add(const Alternative& alternative) {
    bool shown = false;
    const auto& changes = changes_.of(alternative);
    for (std::size_t cell = 0; cell < changes.size(); ++cell) {
      const ReleaseCell& each = release_.cells[cell];
      if (!above_[cell] && reaches(changes[cell], each.above)) shown = above_[cell] = true;
      if (!below_[cell] && reaches(-changes[cell], each.below)) shown = below_[cell] = true;
    }
    return shown;
  }

  [[nodiscard]] std::vector<Demand> open() const {
    std::vector<Demand> demands;
    for (std::size_t cell = 0; cell < above_.size(); ++cell) {
      if (!above_[cell]) demands.push_back({cell, release_.cells[cell].above});
      if (!below_[cell]) demands.push_back({cell, -release_.cells[cell].below});
    }
    return demands;
  }

  [[nodiscard]] bool is_open(const Demand& demand) const {
    return demand.change > 0 ? !above_[demand.cell] : !below_[demand.cell];
  }

  CountChanges& changes() { return changes_; }

 private:
  const Release& release_;
  CountChanges changes_;
  std::vector<bool> above_;
  std::vector<bool> below_;
};

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

/// Shows what can be shown of the open counts without withholding more.
void prove(const Release& release, std::size_t most_kinds, Proof& proof,
           std::vector<Alternative>& alternatives) {
  HiddenChange hidden(release, free_atoms(release, most_kinds, false));
  constexpr std::size_t kFew = 25;  // a round in which fewer than one in so many are met is the last but one
  bool up = true;
  auto open = proof.open();
  for (int without = 0; without < 2 && !open.empty(); up = !up) {
    Alternative alternative = hidden.meet(one_side_each(open, up));
    if (proof.add(alternative)) alternatives.push_back(std::move(alternative));
    auto rest = proof.open();
    without = open.size() - rest.size() > open.size() / kFew ? 0 : without + 1;
    open = std::move(rest);
  }
}

/// Withholds the cheapest further counts, for some open counts at a time.
class Companies {
 public:
  Companies(Release& release, Proof& proof, ProtectedRelease& done)
      : release_(release), proof_(proof), done_(done) {}

  void withhold(std::size_t most_kinds, std::size_t at_once) {
    CostlyChange costly(release_, free_atoms(release_, most_kinds, true));
    const auto open = proof_.open();
    for (std::size_t first = 0; first < open.size(); first += at_once) {
      std::vector<Demand> demands;
      for (std::size_t i = first; i < std::min(first + at_once, open.size()); ++i) {
        if (proof_.is_open(open[i])) demands.push_back(open[i]);
      }
      if (demands.empty()) continue;
      for (const bool up : {true, false}) {
        std::erase_if(demands, [this](const Demand& demand) { return !proof_.is_open(demand); });
        meet(one_side_each(demands, up), costly);
      }
    }
  }

 private:
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
    for (std::size_t cell = 0; cell < changes.size(); ++cell) {
      if (std::abs(changes[cell]) <= kNoChange || !release_.cells[cell].open()) continue;
      release_.cells[cell].withheld = true;
      done_.added.push_back(cell);
      costly.release_cell(cell);
    }
    if (proof_.add(found)) done_.alternatives.push_back(std::move(found));
  }

  Release& release_;
  Proof& proof_;
  ProtectedRelease& done_;
};

/// Whether an alternative agrees with what is known of atoms whatever is published.
bool is_possible(const Release& release, const Alternative& alternative) {
  std::vector<double> atoms = release.atoms;
  for (const auto& [atom, change] : alternative) {
    atoms[atom] += change;
    const bool too_many = !release.most.empty() && atoms[atom] > release.most[atom] + kNoChange;
    if (atoms[atom] < -kNoChange || too_many) return false;
  }
  const auto difference = [](const ReleaseRelation& relation, const std::vector<double>& of) {
    double total = 0;
    for (const auto atom : relation.more) total += of[atom];
    for (const auto atom : relation.less) total -= of[atom];
    return total;
  };
  const auto holds = [&](const ReleaseRelation& relation) {
    const double now = difference(relation, atoms);
    if (!relation.equal) return now >= -kNoChange;
    return std::abs(now - difference(relation, release.atoms)) <= kNoChange;
  };
  return std::all_of(release.relations.begin(), release.relations.end(), holds);
}

/// Those under which no published count changes.
std::vector<Alternative> unseen(const Release& release, const std::vector<Alternative>& alternatives) {
  CountChanges changes(release);
  const auto shows = [&](std::size_t cell, double change) {
    return release.cells[cell].open() && std::abs(change) > kNoChange * (1 + release.cells[cell].count);
  };
  std::vector<Alternative> passing;
  for (const auto& alternative : alternatives) {
    const auto& of_cells = changes.of(alternative);
    bool seen = false;
    for (std::size_t cell = 0; cell < of_cells.size() && !seen; ++cell) seen = shows(cell, of_cells[cell]);
    if (!seen) passing.push_back(alternative);
  }
  return passing;
}

Proof proof_by(const Release& release, const std::vector<Alternative>& alternatives) {
  Proof proof(release);
  for (const auto& alternative : alternatives) proof.add(alternative);
  return proof;
}

/// Publishes again what the others do not need, the dearest first; the attempts are limited, those that were
/// not made stay withheld.
void publish_unneeded(Release& release, ProtectedRelease& done) {
  constexpr std::size_t kMostAttempts = 100;
  std::vector<std::size_t> candidates = done.added;
  std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
    return release.cells[a].cost > release.cells[b].cost;
  });
  if (candidates.size() > kMostAttempts) candidates.resize(kMostAttempts);
  for (const std::size_t number : candidates) {
    release.cells[number].withheld = false;
    auto alternatives = unseen(release, done.alternatives);
    Proof proof = proof_by(release, alternatives);
    prove(release, kEveryKind, proof, alternatives);
    if (!proof.open().empty()) {
      release.cells[number].withheld = true;
      continue;
    }
    done.alternatives = std::move(alternatives);
    std::erase(done.added, number);
  }
}

DerivedInterval interval_of(HiddenChange& hidden, const Release& release, std::size_t number) {
  const ReleaseCell& cell = release.cells[number];
  if (cell.open()) return {number, cell.count, cell.count};
  return {number, cell.count - hidden.greatest(cell, -1), cell.count + hidden.greatest(cell, 1)};
}

}  // namespace

bool is_wide_enough(const ReleaseCell& cell, const DerivedInterval& interval) {
  return reaches(cell.count - interval.low, cell.below) && reaches(interval.high - cell.count, cell.above);
}

ProtectedRelease protect(Release& release) {
  for (const auto& cell : release.cells)
    ensure(!cell.sensitive() || !cell.open(), "a sensitive count is withheld");
  ProtectedRelease done;
  Proof proof(release);
  const bool small = release.atoms.size() <= kExactAtoms;
  const std::size_t kinds = small ? kEveryKind : kLargeKinds;
  prove(release, kinds, proof, done.alternatives);
  Companies companies(release, proof, done);
  std::size_t groups = small ? kEveryKind : kCompanies;
  for (std::size_t open = proof.open().size(); open > 0;) {
    companies.withhold(small ? kEveryKind : kCompanyKinds, open / groups + 1);
    if (!small) prove(release, kinds, proof, done.alternatives);
    const std::size_t left = proof.open().size();
    if (left == open) break;
    open = left;
    groups *= small ? 1 : 4;
  }
  if (!proof.open().empty() && !small) companies.withhold(kEveryKind, 1);
  if (small) publish_unneeded(release, done);
  std::sort(done.added.begin(), done.added.end());
  return done;
}

std::vector<DerivedInterval> too_narrow(const Release& release,
                                        const std::vector<Alternative>& alternatives) {
  auto valid = unseen(release, alternatives);
  std::erase_if(valid, [&](const Alternative& each) { return !is_possible(release, each); });
  const Proof proof = proof_by(release, valid);
  HiddenChange hidden(release, free_atoms(release, kEveryKind, false));
  std::vector<DerivedInterval> narrow;
  for (const auto& demand : proof.open()) {
    if (!narrow.empty() && narrow.back().cell == demand.cell) continue;
    const DerivedInterval interval = interval_of(hidden, release, demand.cell);
    if (!is_wide_enough(release.cells[demand.cell], interval)) narrow.push_back(interval);
  }
  return narrow;
}

std::vector<DerivedInterval> derivable(const Release& release) {
  HiddenChange hidden(release, free_atoms(release, kEveryKind, false));
  std::vector<DerivedInterval> intervals;
  for (std::size_t number = 0; number < release.cells.size(); ++number) {
    if (release.cells[number].sensitive()) intervals.push_back(interval_of(hidden, release, number));
  }
  return intervals;
}

}  // namespace sondeo::reports
