#include "program/run/populations.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "engine/estimation/row_description.hpp"
#include "engine/moments/row_values.hpp"
#include "program/run/cross_tables.hpp"

namespace sondeo::run {

namespace {

using estimation::Breakdown;
using estimation::Estimate;
using estimation::Measure;
using estimation::Target;

/// FNV-1a, to find equal masks; equal ones are compared in full.
template <typename Value>
std::uint64_t hash_of(const std::vector<Value>& values) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const auto value : values) {
    hash ^= static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
    hash *= 1'099'511'628'211U;
  }
  return hash;
}

std::vector<std::int8_t> members_of_base(const Target& target) {
  std::vector<std::int8_t> members(target.variate.weight.size());
  for (std::size_t row = 0; row < members.size(); ++row) {
    const bool inside = target.variate.weight[row] > 0 && moments::in_base(target.variate, row) &&
                        moments::is_present(target.variate, row);
    members[row] = inside ? 1 : 0;
  }
  return members;
}

/// Whether a case has the event, or adds to the amount; of groups: any of them.
bool has_event(const moments::Values& values, std::size_t row) {
  if (const auto* answers = std::get_if<moments::Answers>(&values)) return answers->values[row] == 1;
  if (const auto* numbers = std::get_if<moments::Numbers>(&values)) return numbers->values[row] != 0.0;
  if (const auto* events = std::get_if<moments::Events>(&values)) return events->counts[row] > 0;
  if (const auto* amounts = std::get_if<moments::NumbersInGroup>(&values)) return amounts->values[row] != 0.0;
  return true;
}

/// Group and groups' numbers of a target that counts or adds up in one of several.
std::optional<std::pair<std::int32_t, std::span<const std::int32_t>>> group_of(
    const moments::Values& values) {
  if (const auto* group = std::get_if<moments::InGroup>(&values)) {
    return std::pair{group->group, group->group_of_row};
  }
  if (const auto* group = std::get_if<moments::NumbersInGroup>(&values)) {
    return std::pair{group->group, group->group_of_row};
  }
  return std::nullopt;
}

bool counts_cases(const Target& target) {
  switch (target.measure) {
    case Measure::kProportion:
    case Measure::kCdf:
    case Measure::kShare:
    case Measure::kMultiple:
    case Measure::kTotal:
    case Measure::kRate:
      return true;
    default:
      return false;
  }
}

/// The part of each row: the cell, or the cell and the group together.
std::vector<std::int32_t> parts_of(const Breakdown& breakdown, std::size_t rows,
                                   std::span<const std::int32_t> groups, std::int32_t width) {
  std::vector<std::int32_t> parts(rows, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int32_t cell = breakdown.cells.cell_of_row.empty() ? 0 : breakdown.cells.cell_of_row[row];
    if (groups.empty()) {
      parts[row] = cell;
    } else {
      parts[row] = cell < 0 || groups[row] < 0 ? -1 : cell * width + groups[row];
    }
  }
  return parts;
}

std::string key_of(const EstimatedBlock& block, const Target& target, const Breakdown& breakdown,
                   std::size_t cell, std::size_t columns) {
  const estimation::LevelRows rows{block.frame->design(), block.frame->order(), columns};
  Estimate row = describe_row(rows, target, breakdown, cell, 0);
  if (block.percent) name_cross_row(*block.percent, block.placed, row);
  return row_key(row);
}

}  // namespace

std::string row_key(const Estimate& row) {
  std::string key = row.indicator + '\x1f' + row.measure + '\x1f' + row.category + '\x1f' + row.unit;
  for (const auto& code : row.cell) key += '\x1f' + code;
  return key;
}

std::size_t Populations::population(const LevelFrame* frame, std::vector<std::int8_t> members,
                                    std::span<const std::int8_t> possible) {
  const std::uint64_t hash = hash_of(members);
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    Population& known = populations_[at->second];
    if (frames_[at->second] != frame || known.members != members) continue;
    for (std::size_t row = 0; row < possible.size(); ++row) {
      if (possible[row] == 1) known.possible[row] = 1;
    }
    return at->second;
  }
  by_hash_.emplace(hash, populations_.size());
  frames_.push_back(frame);
  populations_.push_back({std::move(members), {possible.begin(), possible.end()}, {}, {}});
  return populations_.size() - 1;
}

std::size_t Populations::partition(Population& population, std::vector<std::int32_t> parts) {
  for (std::size_t i = 0; i < population.partitions.size(); ++i) {
    if (population.partitions[i] == parts) return i;
  }
  population.partitions.push_back(std::move(parts));
  return population.partitions.size() - 1;
}

void Populations::add_target(const EstimatedBlock& block, const Target& target, std::size_t columns,
                             const std::map<std::string, std::size_t>& row_of) {
  const std::size_t rows = target.variate.weight.size();
  const auto members = members_of_base(target);
  const std::size_t base = population(block.frame, members, members);
  const auto group = group_of(target.variate.y);
  const bool counted = counts_cases(target);
  std::size_t events = base;
  if (counted) {
    auto with_event = members;
    for (std::size_t row = 0; row < rows; ++row) {
      if (members[row] == 1 && !has_event(target.variate.y, row)) with_event[row] = 0;
    }
    events = population(block.frame, std::move(with_event), members);
  }
  std::int32_t width = 0;
  if (group && !group->second.empty())
    width = *std::max_element(group->second.begin(), group->second.end()) + 1;
  const auto groups = group ? group->second : std::span<const std::int32_t>();
  for (const auto& breakdown : block.breakdowns) {
    const std::size_t of_base = partition(populations_[base], parts_of(breakdown, rows, {}, 0));
    std::size_t of_events = 0;
    if (counted) of_events = partition(populations_[events], parts_of(breakdown, rows, groups, width));
    for (std::size_t cell = 0; cell < breakdown.codes.size(); ++cell) {
      const auto found = row_of.find(key_of(block, target, breakdown, cell, columns));
      if (found == row_of.end()) continue;
      RowCounts counts;
      counts.row = found->second;
      counts.base = base;
      counts.base_use = populations_[base].uses.size();
      const auto part = static_cast<std::int32_t>(cell);
      populations_[base].uses.push_back({of_base, part, counts.row});
      if (counted) {
        counts.has_events = true;
        counts.yes_no =
            std::holds_alternative<moments::Answers>(target.variate.y) && target.measure != Measure::kTotal;
        counts.events = events;
        counts.events_use = populations_[events].uses.size();
        populations_[events].uses.push_back(
            {of_events, group ? part * width + group->first : part, counts.row});
      }
      rows_.push_back(counts);
    }
  }
}

void Populations::add(const EstimatedBlock& block, std::size_t columns,
                      const std::map<std::string, std::size_t>& row_of) {
  for (const auto& target : block.targets) add_target(block, target, columns, row_of);
}

bool Populations::is_part(std::size_t part, std::size_t whole) const {
  if (part == whole || frames_[part] != frames_[whole]) return false;
  const Population& p = populations_[part];
  const Population& w = populations_[whole];
  bool narrower = false;
  for (std::size_t row = 0; row < p.members.size(); ++row) {
    if (p.possible[row] == 1 && (w.possible[row] != 1 || p.members[row] != w.members[row])) return false;
    narrower = narrower || p.possible[row] != w.possible[row];
  }
  return narrower;
}

std::vector<std::size_t> Populations::linked_to(std::size_t number) const {
  std::vector<std::size_t> linked{number};
  for (std::size_t other = 0; other < populations_.size(); ++other) {
    if (is_part(other, number)) linked.push_back(other);
  }
  return linked;
}

/// Each partition splits the atoms that were there further.
std::vector<std::int32_t> Populations::atoms_of_rows(std::span<const std::size_t> linked) const {
  const auto& possible = populations_[linked.front()].possible;
  std::vector<std::int32_t> atom_of_row(possible.size(), -1);
  for (std::size_t row = 0; row < atom_of_row.size(); ++row) {
    if (possible[row] == 1) atom_of_row[row] = 0;
  }
  for (const std::size_t number : linked) {
    const Population& population = populations_[number];
    for (const auto& parts : population.partitions) {
      std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> atom;
      for (std::size_t row = 0; row < atom_of_row.size(); ++row) {
        if (atom_of_row[row] < 0) continue;
        const std::pair key{atom_of_row[row], population.possible[row] == 1 ? parts[row] : -1};
        atom_of_row[row] = atom.emplace(key, static_cast<std::int32_t>(atom.size())).first->second;
      }
    }
  }
  return atom_of_row;
}

std::vector<std::size_t> Populations::with_bases(std::vector<std::size_t> linked) const {
  const std::size_t count = linked.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Population& part = populations_[linked[i]];
    if (part.possible == part.members) continue;
    for (std::size_t other = 0; other < populations_.size(); ++other) {
      const bool base = frames_[other] == frames_[linked[i]] && populations_[other].members == part.possible;
      if (base && std::find(linked.begin(), linked.end(), other) == linked.end()) linked.push_back(other);
    }
  }
  return linked;
}

PopulationRelease Populations::release_of(std::size_t number) const {
  const Population& whole = populations_[number];
  const auto linked = linked_to(number);
  const auto atom_of_row = atoms_of_rows(linked);
  PopulationRelease made;
  auto& atoms = made.release.atoms;
  std::vector<std::size_t> row_of_atom;
  std::vector<double> others;  // cases of the base that are no members
  for (std::size_t row = 0; row < atom_of_row.size(); ++row) {
    if (atom_of_row[row] < 0) continue;
    const auto atom = static_cast<std::size_t>(atom_of_row[row]);
    if (atom >= atoms.size()) {
      atoms.resize(atom + 1, 0.0);
      others.resize(atom + 1, 0.0);
      row_of_atom.resize(atom + 1, 0);
    }
    (whole.members[row] == 1 ? atoms : others)[atom] += 1;
    row_of_atom[atom] = row;
  }
  const std::size_t kinds = atoms.size();
  const bool of_base = whole.possible != whole.members;
  if (of_base) atoms.insert(atoms.end(), others.begin(), others.end());
  std::map<std::vector<std::uint32_t>, std::size_t> cell_of;
  for (const std::size_t other : of_base ? with_bases(linked) : linked) {
    const Population& population = populations_[other];
    const bool is_base = std::find(linked.begin(), linked.end(), other) == linked.end();
    for (std::size_t i = 0; i < population.uses.size(); ++i) {
      const CountUse& use = population.uses[i];
      const auto& parts = population.partitions[use.partition];
      if (is_base && !splits_alike(linked, parts)) continue;
      std::vector<std::uint32_t> own;
      for (std::size_t atom = 0; atom < kinds; ++atom) {
        const std::size_t row = row_of_atom[atom];
        if (population.possible[row] == 1 && parts[row] == use.part) {
          own.push_back(static_cast<std::uint32_t>(atom));
        }
      }
      const std::size_t members = own.size();
      for (std::size_t k = 0; is_base && k < members; ++k) {
        own.push_back(own[k] + static_cast<std::uint32_t>(kinds));
      }
      const auto [found, fresh] = cell_of.try_emplace(own, made.release.cells.size());
      if (fresh) {
        reports::ReleaseCell cell;
        cell.atoms = own;
        for (const auto atom : own) cell.count += atoms[atom];
        made.release.cells.push_back(std::move(cell));
        made.rows.emplace_back();
      }
      auto& publishing = made.rows[found->second];
      if (std::find(publishing.begin(), publishing.end(), use.row) == publishing.end()) {
        publishing.push_back(use.row);
      }
      made.cell_of_use.emplace(std::pair{other, i}, found->second);
    }
  }
  return made;
}

bool Populations::splits_alike(std::span<const std::size_t> linked,
                               const std::vector<std::int32_t>& parts) const {
  return std::any_of(linked.begin(), linked.end(), [&](std::size_t number) {
    const auto& own = populations_[number].partitions;
    return std::find(own.begin(), own.end(), parts) != own.end();
  });
}

}  // namespace sondeo::run
