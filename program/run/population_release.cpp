#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "program/run/populations.hpp"

namespace sondeo::run {

std::vector<std::size_t> Populations::with_parts(std::span<const std::size_t> family) const {
  std::vector<std::size_t> all(family.begin(), family.end());
  for (const std::size_t number : family) {
    for (std::size_t other = 0; other < populations_.size(); ++other) {
      if (is_part(other, number) && std::find(all.begin(), all.end(), other) == all.end())
        all.push_back(other);
    }
  }
  return all;
}

/// Each partition splits the kinds that were there further, and so does each narrower universe.
Kinds Populations::kinds_of(std::span<const std::size_t> populations, std::size_t family) const {
  const std::size_t rows = populations_[populations.front()].possible.size();
  Kinds kinds;
  kinds.of_row.assign(rows, -1);
  for (const std::size_t number : populations.first(family)) {
    for (std::size_t row = 0; row < rows; ++row) {
      if (populations_[number].possible[row] == 1) kinds.of_row[row] = 0;
    }
  }
  std::set<std::vector<std::int32_t>> done;
  for (std::size_t i = 0; i < populations.size(); ++i) {
    const Population& population = populations_[populations[i]];
    for (const auto& parts : population.partitions) {
      std::vector<std::int32_t> of_row = parts;
      for (std::size_t row = 0; i >= family && row < rows; ++row) {
        if (population.possible[row] != 1) of_row[row] = -1;
      }
      if (done.insert(of_row).second) kinds.split(of_row);
    }
  }
  for (std::size_t row = 0; row < rows; ++row) {
    if (kinds.of_row[row] < 0) continue;
    kinds.count = std::max(kinds.count, static_cast<std::size_t>(kinds.of_row[row]) + 1);
  }
  kinds.row_of.assign(kinds.count, 0);
  for (std::size_t row = rows; row-- > 0;) {
    if (kinds.of_row[row] >= 0) kinds.row_of[static_cast<std::size_t>(kinds.of_row[row])] = row;
  }
  return kinds;
}

void Kinds::split(const std::vector<std::int32_t>& parts) {
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> kind;
  for (std::size_t row = 0; row < of_row.size(); ++row) {
    if (of_row[row] < 0) continue;
    const std::pair key{of_row[row], parts[row]};
    of_row[row] = kind.emplace(key, static_cast<std::int32_t>(kind.size())).first->second;
  }
}

void Populations::find_known_weights() {
  constexpr std::size_t kFewest = 10;  // of fewer equal weights say little
  struct Part {
    std::size_t cases = 0;
    double weight = 0;
    bool same = true;
  };
  for (auto& weights : weights_) {
    std::vector<bool> known(weights.of_row.size(), false);
    std::set<std::vector<std::int32_t>> done;
    for (std::size_t number = 0; number < populations_.size(); ++number) {
      if (frames_[number] != weights.frame) continue;
      for (const auto& parts : populations_[number].partitions) {
        if (!done.insert(parts).second) continue;
        std::map<std::int32_t, Part> of_part;
        for (std::size_t row = 0; row < known.size(); ++row) {
          if (parts[row] < 0 || !(weights.of_row[row] > 0)) continue;
          Part& part = of_part.try_emplace(parts[row], Part{0, weights.of_row[row], true}).first->second;
          ++part.cases;
          part.same = part.same && part.weight == weights.of_row[row];
        }
        for (std::size_t row = 0; row < known.size(); ++row) {
          const auto found = of_part.find(parts[row]);
          if (weights.of_row[row] > 0 && found != of_part.end() && found->second.same &&
              found->second.cases >= kFewest)
            known[row] = true;
        }
      }
    }
    const auto all =
        std::count_if(weights.of_row.begin(), weights.of_row.end(), [](double weight) { return weight > 0; });
    weights.known = 2 * std::count(known.begin(), known.end(), true) >= all;
  }
}

std::vector<double> Populations::weights_of(const Weights& weights, const Kinds& kinds) {
  struct Mean {
    double sum = 0;
    double cases = 0;
    [[nodiscard]] double value() const { return cases > 0 ? sum / cases : 0.0; }
  };
  std::vector<Mean> of_kind(kinds.count);
  Mean all;
  for (std::size_t row = 0; row < kinds.of_row.size(); ++row) {
    if (kinds.of_row[row] < 0 || !(weights.of_row[row] > 0)) continue;
    for (Mean* mean : {&of_kind[static_cast<std::size_t>(kinds.of_row[row])], &all}) {
      mean->sum += weights.of_row[row];
      mean->cases += 1;
    }
  }
  std::vector<double> shares;
  shares.reserve(kinds.count);
  for (const auto& mean : of_kind) shares.push_back(all.sum > 0 ? mean.value() / all.value() : 0.0);
  return shares;
}

void Populations::add_sum(std::size_t count, const CountUse& use, PopulationRelease& made) {
  auto& release = made.release;
  if (use.weights == reports::ReleaseCell::kCases || release.weights[use.weights].empty()) return;
  reports::ReleaseCell sum;
  sum.weights = use.weights;
  sum.atoms = release.cells[count].atoms;
  const auto is_other = [&](auto atom) {
    return release.share(sum, atom) != release.share(sum, sum.atoms.front());
  };
  // Where all weigh the same, the sum says what the count does.
  if (std::none_of(sum.atoms.begin(), sum.atoms.end(), is_other)) return;
  const auto [found, fresh] = made.sum_of.try_emplace(std::pair{count, use.weights}, release.cells.size());
  if (fresh) {
    for (const auto atom : sum.atoms) sum.count += release.atoms[atom] * release.share(sum, atom);
    release.cells.push_back(std::move(sum));
    made.rows.emplace_back();
  }
  auto& publishing = made.rows[found->second];
  if (std::find(publishing.begin(), publishing.end(), use.row) == publishing.end())
    publishing.push_back(use.row);
}

void Populations::add_relations(std::span<const std::size_t> family, reports::Release& release) const {
  const auto atom = [&release](std::size_t place, std::size_t kind) {
    return static_cast<std::uint32_t>(place * release.kinds + kind);
  };
  const auto add = [&](const std::vector<std::size_t>& more, const std::vector<std::size_t>& less,
                       bool equal) {
    for (std::size_t kind = 0; kind < release.kinds; ++kind) {
      auto& relation = release.relations.emplace_back();
      for (const std::size_t place : more) relation.more.push_back(atom(place, kind));
      for (const std::size_t place : less) relation.less.push_back(atom(place, kind));
      relation.equal = equal;
    }
  };
  for (std::size_t i = 0; i < family.size(); ++i) {
    std::vector<std::size_t> inner;
    double cases = 0;
    std::vector<std::int8_t> covered(populations_[family[i]].members.size(), 0);
    for (std::size_t j = 0; j < family.size(); ++j) {
      if (j > i && is_complement(family[i], family[j])) add({i, j}, {}, true);
      if (!is_nested(family[j], family[i])) continue;
      add({i}, {j}, false);
      inner.push_back(j);
      const auto& members = populations_[family[j]].members;
      for (std::size_t row = 0; row < members.size(); ++row) {
        if (members[row] != 1) continue;
        cases += 1;
        covered[row] = 1;
      }
    }
    if (inner.size() < 2 || covered != populations_[family[i]].members) continue;
    const auto all = static_cast<double>(std::count(covered.begin(), covered.end(), std::int8_t{1}));
    add(inner, {i}, cases == all);
  }
}

PopulationRelease Populations::release_of(std::span<const std::size_t> family) const {
  const auto populations = with_parts(family);
  const Kinds kinds = kinds_of(populations, family.size());
  PopulationRelease made;
  auto& release = made.release;
  release.kinds = kinds.count;
  release.atoms.assign(family.size() * kinds.count, 0.0);
  const bool bounded = !populations_[family.front()].is_base();
  if (bounded) release.most = release.atoms;
  for (std::size_t place = 0; place < family.size(); ++place) {
    const Population& population = populations_[family[place]];
    for (std::size_t row = 0; row < kinds.of_row.size(); ++row) {
      if (kinds.of_row[row] < 0) continue;
      const std::size_t atom = place * kinds.count + static_cast<std::size_t>(kinds.of_row[row]);
      if (population.members[row] == 1) release.atoms[atom] += 1;
      if (bounded && population.certain[row] == 1) release.most[atom] += 1;
    }
  }
  for (const auto& weights : weights_) {
    const bool known = weights.frame == frames_[family.front()] && weights.known;
    release.weights.push_back(known ? weights_of(weights, kinds) : std::vector<double>());
  }
  std::map<std::vector<std::uint32_t>, std::size_t> cell_of;
  for (std::size_t i = 0; i < populations.size(); ++i) {
    std::size_t place = i;  // of a part: that of its whole
    if (i >= family.size()) {
      for (place = 0; !is_part(populations[i], family[place]);) ++place;
    }
    add_counts(populations[i], {place, i >= family.size(), 0, {}}, kinds, made, cell_of);
  }
  const bool small = 2 * release.atoms.size() <= reports::kExactAtoms;
  if (bounded && small && share_base(family)) add_bases(family, populations, kinds, made, cell_of);
  if (family.size() > 1) add_relations(family, release);
  for (const auto& [key, sum] : made.sum_of) {
    const std::size_t count = key.first;
    release.cells[count].goes_with.push_back(static_cast<std::uint32_t>(sum));
    if (made.rows[count] == made.rows[sum])
      release.cells[sum].goes_with.push_back(static_cast<std::uint32_t>(count));
  }
  return made;
}

bool Populations::share_base(std::span<const std::size_t> family) const {
  return std::all_of(family.begin(), family.end(), [&](std::size_t number) {
    return populations_[number].possible == populations_[family.front()].possible &&
           populations_[number].certain == populations_[number].possible;
  });
}

bool Populations::splits_alike(std::span<const std::size_t> populations,
                               const std::vector<std::int32_t>& parts) const {
  return std::any_of(populations.begin(), populations.end(), [&](std::size_t number) {
    const auto& own = populations_[number].partitions;
    return std::find(own.begin(), own.end(), parts) != own.end();
  });
}

void Populations::add_bases(std::span<const std::size_t> family, std::span<const std::size_t> populations,
                            const Kinds& kinds, PopulationRelease& made,
                            std::map<std::vector<std::uint32_t>, std::size_t>& cell_of) const {
  auto& release = made.release;
  const std::size_t members = release.atoms.size();
  for (std::size_t atom = 0; atom < members; ++atom) {
    release.atoms.push_back(release.most[atom] - release.atoms[atom]);
  }
  release.most.clear();
  for (const std::size_t number : populations) {
    for (std::size_t base = 0; base < populations_.size(); ++base) {
      const bool own = frames_[base] == frames_[number] && populations_[base].is_base() &&
                       populations_[base].members == populations_[number].possible;
      if (own) add_counts(base, {0, true, members, populations}, kinds, made, cell_of);
    }
  }
  for (std::size_t place = 1; place < family.size(); ++place) {
    for (std::size_t kind = 0; kind < kinds.count; ++kind) {
      const auto first = static_cast<std::uint32_t>(kind);
      const auto other = static_cast<std::uint32_t>(place * kinds.count + kind);
      const auto shift = static_cast<std::uint32_t>(members);
      release.relations.push_back({{first, first + shift}, {other, other + shift}, true});
    }
  }
}

void Populations::add_counts(std::size_t number, const InFamily& in, const Kinds& kinds,
                             PopulationRelease& made,
                             std::map<std::vector<std::uint32_t>, std::size_t>& cell_of) const {
  const Population& population = populations_[number];
  std::vector<std::map<std::int32_t, std::vector<std::uint32_t>>> atoms_of(population.partitions.size());
  for (std::size_t partition = 0; partition < atoms_of.size(); ++partition) {
    for (std::size_t kind = 0; kind < kinds.count; ++kind) {
      const std::size_t row = kinds.row_of[kind];
      if (in.is_part && population.possible[row] != 1) continue;
      atoms_of[partition][population.partitions[partition][row]].push_back(
          static_cast<std::uint32_t>(in.place * kinds.count + kind));
    }
    if (in.others == 0) continue;
    for (auto& [part, atoms] : atoms_of[partition]) {
      const std::size_t members = atoms.size();
      for (std::size_t i = 0; i < members; ++i)
        atoms.push_back(atoms[i] + static_cast<std::uint32_t>(in.others));
    }
  }
  for (std::size_t i = 0; i < population.uses.size(); ++i) {
    const CountUse& use = population.uses[i];
    if (in.others > 0 && !splits_alike(in.split_by, population.partitions[use.partition])) continue;
    const auto& own = atoms_of[use.partition][use.part];
    const auto [found, fresh] = cell_of.try_emplace(own, made.release.cells.size());
    if (fresh) {
      reports::ReleaseCell cell;
      cell.atoms = own;
      for (const auto atom : own) cell.count += made.release.atoms[atom];
      made.release.cells.push_back(std::move(cell));
      made.rows.emplace_back();
    }
    auto& publishing = made.rows[found->second];
    if (std::find(publishing.begin(), publishing.end(), use.row) == publishing.end()) {
      publishing.push_back(use.row);
    }
    made.cell_of_use.emplace(std::pair{number, i}, found->second);
    add_sum(found->second, use, made);
  }
}

}  // namespace sondeo::run
