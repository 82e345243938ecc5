#include "reports/detail/release_index.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace sondeo::reports {

namespace {

void sort_unique(std::vector<std::uint32_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// The first atom of each set of atoms that counts tie together.
class JoinedAtoms {
 public:
  explicit JoinedAtoms(std::size_t atoms) : first_(atoms) { std::iota(first_.begin(), first_.end(), 0U); }

  std::uint32_t of(std::uint32_t atom) {
    while (first_[atom] != atom) {
      first_[atom] = first_[first_[atom]];
      atom = first_[atom];
    }
    return atom;
  }

  void join(std::uint32_t a, std::uint32_t b) {
    const auto [low, high] = std::minmax({of(a), of(b)});
    first_[high] = low;
  }

 private:
  std::vector<std::uint32_t> first_;
};

}  // namespace

ReleaseIndex::ReleaseIndex(const Release& release) : release_(release) {
  // Both passes of each list visit the atoms in the same order: first to count, then to place.
  const auto build = [atoms = release.atoms.size()](Lists& lists, auto&& visit) {
    lists.first.assign(atoms + 1, 0);
    visit([&](std::uint32_t atom, std::uint32_t) { ++lists.first[atom + 1]; });
    for (std::size_t atom = 0; atom < atoms; ++atom) lists.first[atom + 1] += lists.first[atom];
    lists.numbers.resize(lists.first.back());
    std::vector<std::size_t> next(lists.first.begin(), lists.first.end() - 1);
    visit([&](std::uint32_t atom, std::uint32_t number) { lists.numbers[next[atom]++] = number; });
  };
  build(cells_, [&](auto&& see) {
    for (std::uint32_t cell = 0; cell < release.cells.size(); ++cell) {
      for (const auto atom : release.cells[cell].atoms) see(atom, cell);
    }
  });
  build(relations_, [&](auto&& see) {
    for (std::uint32_t number = 0; number < release.relations.size(); ++number) {
      for (const auto atom : release.relations[number].more) see(atom, number);
      for (const auto atom : release.relations[number].less) see(atom, number);
    }
  });
}

std::vector<ReleasePart> ReleaseIndex::parts() const {
  JoinedAtoms joined(release_.atoms.size());
  for (const auto& cell : release_.cells) {
    for (const auto atom : cell.atoms) joined.join(cell.atoms.front(), atom);
  }
  std::vector<std::size_t> part_of(release_.atoms.size(), release_.atoms.size());
  std::vector<ReleasePart> parts;
  for (std::uint32_t atom = 0; atom < part_of.size(); ++atom) {
    if (cells_.of(atom).empty()) continue;
    std::size_t& part = part_of[joined.of(atom)];
    if (part == part_of.size()) {
      part = parts.size();
      parts.emplace_back();
    }
    parts[part].atoms.push_back(atom);
  }
  for (std::uint32_t cell = 0; cell < release_.cells.size(); ++cell) {
    const auto& atoms = release_.cells[cell].atoms;
    if (!atoms.empty()) parts[part_of[joined.of(atoms.front())]].cells.push_back(cell);
  }
  return parts;
}

std::vector<std::uint32_t> ReleaseIndex::holders(std::size_t cell) const {
  const auto& own = release_.cells[cell].atoms;
  const auto first = cells_.of(own.front());
  std::vector<std::uint32_t> found;
  std::copy_if(first.begin(), first.end(), std::back_inserter(found),
               [&](std::uint32_t each) { return release_.cells[each].weights == ReleaseCell::kCases; });
  std::vector<std::uint32_t> both;
  for (const auto atom : own) {
    const auto cells = cells_.of(atom);
    both.clear();
    std::set_intersection(found.begin(), found.end(), cells.begin(), cells.end(), std::back_inserter(both));
    found.swap(both);
  }
  std::stable_sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
    return release_.cells[a].atoms.size() < release_.cells[b].atoms.size();
  });
  return found;
}

Nearby ReleaseIndex::near(std::size_t cell, std::size_t most) const {
  Nearby nearby;
  std::vector<std::uint32_t> fresh;
  for (const auto holder : holders(cell)) {
    nearby.holder = holder;
    const auto& atoms = release_.cells[holder].atoms;
    fresh.clear();
    std::set_difference(atoms.begin(), atoms.end(), nearby.atoms.begin(), nearby.atoms.end(),
                        std::back_inserter(fresh));
    const std::size_t take = std::min(fresh.size(), most - nearby.atoms.size());
    nearby.atoms.reserve(nearby.atoms.size() + take);
    for (std::size_t i = 0; i < take; ++i) nearby.atoms.push_back(fresh[i * fresh.size() / take]);
    std::sort(nearby.atoms.begin(), nearby.atoms.end());
    if (nearby.atoms.size() == most) break;
  }
  return nearby;
}

std::vector<std::uint32_t> ReleaseIndex::with_related(std::span<const std::uint32_t> atoms) const {
  std::vector<std::uint32_t> numbers;
  for (const auto atom : atoms) {
    const auto relations = relations_.of(atom);
    numbers.insert(numbers.end(), relations.begin(), relations.end());
  }
  sort_unique(numbers);
  std::vector<std::uint32_t> all(atoms.begin(), atoms.end());
  for (const auto number : numbers) {
    const auto& relation = release_.relations[number];
    all.insert(all.end(), relation.more.begin(), relation.more.end());
    all.insert(all.end(), relation.less.begin(), relation.less.end());
  }
  sort_unique(all);
  return all;
}

}  // namespace sondeo::reports
