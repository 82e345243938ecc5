#include "reports/detail/proof.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace sondeo::reports {

const std::vector<double>& CountChanges::of(const Alternative& alternative) {
  std::fill(changes_.begin(), changes_.end(), 0.0);
  for (const auto& [atom, change] : alternative) {
    for (const auto cell : index_.cells_of(atom))
      changes_[cell] += change * release_.share(release_.cells[cell], atom);
  }
  return changes_;
}

bool reaches(double change, double need) { return change >= need - kNoChange * (1 + need); }

Proof::Proof(const Release& release, const ReleaseIndex& index, std::vector<std::uint32_t> cells)
    : release_(release),
      cells_(std::move(cells)),
      changes_(release, index),
      above_(release.cells.size(), true),
      below_(release.cells.size(), true) {
  std::erase_if(cells_, [&](std::uint32_t cell) { return !release.cells[cell].sensitive(); });
  for (const auto cell : cells_) {
    above_[cell] = !(release.cells[cell].above > 0);
    below_[cell] = !(release.cells[cell].below > 0);
  }
}

bool Proof::add(const Alternative& alternative) {
  bool shown = false;
  const auto& changes = changes_.of(alternative);
  for (const auto cell : cells_) {
    const ReleaseCell& each = release_.cells[cell];
    if (!above_[cell] && reaches(changes[cell], each.above)) shown = above_[cell] = true;
    if (!below_[cell] && reaches(-changes[cell], each.below)) shown = below_[cell] = true;
  }
  return shown;
}

std::vector<Demand> Proof::open() const {
  std::vector<Demand> demands;
  for (const auto cell : cells_) {
    if (!above_[cell]) demands.push_back({cell, release_.cells[cell].above});
    if (!below_[cell]) demands.push_back({cell, -release_.cells[cell].below});
  }
  return demands;
}

Proof proof_by(const Release& release, const ReleaseIndex& index, std::span<const Alternative> alternatives) {
  std::vector<std::uint32_t> cells(release.cells.size());
  for (std::size_t cell = 0; cell < cells.size(); ++cell) cells[cell] = static_cast<std::uint32_t>(cell);
  Proof proof(release, index, std::move(cells));
  for (const auto& alternative : alternatives) proof.add(alternative);
  return proof;
}

std::vector<Alternative> unseen(const Release& release, const ReleaseIndex& index,
                                std::span<const Alternative> alternatives) {
  CountChanges changes(release, index);
  std::vector<Alternative> passing;
  for (const auto& alternative : alternatives) {
    const auto& of_cells = changes.of(alternative);
    bool seen = false;
    for (std::size_t cell = 0; cell < of_cells.size() && !seen; ++cell) {
      const ReleaseCell& each = release.cells[cell];
      seen = each.open() && std::abs(of_cells[cell]) > kNoChange * (1 + each.count);
    }
    if (!seen) passing.push_back(alternative);
  }
  return passing;
}

bool is_possible(const Release& release, const ReleaseIndex& index, const Alternative& alternative) {
  std::map<std::uint32_t, double> change_of;
  for (const auto& [atom, change] : alternative) change_of[atom] += change;
  const auto now = [&](std::uint32_t atom) {
    const auto found = change_of.find(atom);
    return release.atoms[atom] + (found == change_of.end() ? 0.0 : found->second);
  };
  const auto holds = [&](const ReleaseRelation& relation) {
    double difference = 0;
    double before = 0;
    for (const auto atom : relation.more) {
      difference += now(atom);
      before += release.atoms[atom];
    }
    for (const auto atom : relation.less) {
      difference -= now(atom);
      before -= release.atoms[atom];
    }
    return relation.equal ? std::abs(difference - before) <= kNoChange : difference >= -kNoChange;
  };
  // Relations of atoms that stay as they are hold as they did.
  return std::all_of(change_of.begin(), change_of.end(), [&](const auto& changed) {
    const double cases = now(changed.first);
    if (cases < -kNoChange) return false;
    if (!release.most.empty() && cases > release.most[changed.first] + kNoChange) return false;
    const auto relations = index.relations_of(changed.first);
    return std::all_of(relations.begin(), relations.end(),
                       [&](std::uint32_t number) { return holds(release.relations[number]); });
  });
}

}  // namespace sondeo::reports
