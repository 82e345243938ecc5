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

/// Rows of the base, those without an answer among them or not.
std::vector<std::int8_t> members_of_base(const Target& target, bool answered) {
  std::vector<std::int8_t> members(target.variate.weight.size());
  for (std::size_t row = 0; row < members.size(); ++row) {
    const bool inside = target.variate.weight[row] > 0 && moments::in_base(target.variate, row) &&
                        (!answered || moments::is_present(target.variate, row));
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

/// Whether a figure, times the base's weight, is the weight of the cases with the event.
bool weighs_cases(const moments::Values& values) {
  return std::holds_alternative<moments::Answers>(values) || std::holds_alternative<moments::InGroup>(values);
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
  std::string key = fmt::format("{}\x1f{}\x1f{}\x1f{}", row.indicator, row.measure, row.category, row.unit);
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
    // A base that is another's event is no bound of itself.
    const bool is_base = std::equal(possible.begin(), possible.end(), members.begin());
    if (!is_base && known.certain == members) known.certain.assign(possible.begin(), possible.end());
    for (std::size_t row = 0; row < possible.size(); ++row) {
      if (possible[row] == 1) known.possible[row] = 1;
      if (!is_base && possible[row] != 1) known.certain[row] = 0;
    }
    return at->second;
  }
  by_hash_.emplace(hash, populations_.size());
  frames_.push_back(frame);
  populations_.push_back(
      {std::move(members), {possible.begin(), possible.end()}, {possible.begin(), possible.end()}, {}, {}});
  return populations_.size() - 1;
}

std::size_t Populations::weights(const LevelFrame* frame, std::span<const double> of_row) {
  for (std::size_t number = 0; number < weights_.size(); ++number) {
    auto& known = weights_[number];
    const auto differ = [&](std::size_t row) {
      return of_row[row] > 0 && known.of_row[row] > 0 && of_row[row] != known.of_row[row];
    };
    bool same = known.frame == frame;
    for (std::size_t row = 0; same && row < of_row.size(); ++row) same = !differ(row);
    if (!same) continue;
    for (std::size_t row = 0; row < of_row.size(); ++row) {
      if (of_row[row] > 0) known.of_row[row] = of_row[row];
    }
    return number;
  }
  weights_.push_back({frame, {of_row.begin(), of_row.end()}, false});
  return weights_.size() - 1;
}

std::size_t Populations::partition(Population& population, const Partition& parts) {
  for (std::size_t i = 0; i < population.partitions.size(); ++i) {
    if (population.partitions[i] == parts) return i;
  }
  population.partitions.push_back(parts);
  return population.partitions.size() - 1;
}

void Populations::add_target(const EstimatedBlock& block, const Target& target,
                             std::span<const Partition> partitions, std::size_t columns,
                             const std::map<std::string, std::size_t>& row_of) {
  const std::size_t rows = target.variate.weight.size();
  const auto members = members_of_base(target, true);
  const auto asked_members = members_of_base(target, false);
  const std::size_t base = population(block.frame, members, members);
  // A row says how many were asked too: those of its base and those without an answer.
  const std::size_t asked = population(block.frame, asked_members, asked_members);
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
  const std::size_t weighed = weights(block.frame, target.variate.weight);
  const std::size_t of_members = weighs_cases(target.variate.y) ? weighed : reports::ReleaseCell::kCases;
  std::int32_t width = 0;
  if (group && !group->second.empty())
    width = *std::max_element(group->second.begin(), group->second.end()) + 1;
  const auto groups = group ? group->second : std::span<const std::int32_t>();
  for (std::size_t b = 0; b < block.breakdowns.size(); ++b) {
    const Breakdown& breakdown = block.breakdowns[b];
    const std::size_t of_base = partition(populations_[base], partitions[b]);
    const std::size_t of_asked = partition(populations_[asked], partitions[b]);
    std::size_t of_events = 0;
    if (counted) {
      Partition parts = partitions[b];
      if (!groups.empty()) {
        parts = parts_of(breakdown, rows, groups, width);
        partitions_.share(parts);
      }
      of_events = partition(populations_[events], parts);
    }
    for (std::size_t cell = 0; cell < breakdown.codes.size(); ++cell) {
      const auto found = row_of.find(key_of(block, target, breakdown, cell, columns));
      if (found == row_of.end()) continue;
      RowCounts counts;
      counts.row = found->second;
      counts.base = base;
      counts.base_use = populations_[base].uses.size();
      const auto part = static_cast<std::int32_t>(cell);
      populations_[base].uses.push_back({of_base, part, counts.row, weighed});
      if (asked != base) populations_[asked].uses.push_back({of_asked, part, counts.row, weighed});
      if (counted) {
        counts.has_events = true;
        counts.yes_no =
            std::holds_alternative<moments::Answers>(target.variate.y) && target.measure != Measure::kTotal;
        counts.events = events;
        counts.events_use = populations_[events].uses.size();
        populations_[events].uses.push_back(
            {of_events, group ? part * width + group->first : part, counts.row, of_members});
      }
      rows_.push_back(counts);
    }
  }
}

void Populations::add(const EstimatedBlock& block, std::size_t columns,
                      const std::map<std::string, std::size_t>& row_of) {
  if (block.targets.empty()) return;
  std::vector<Partition> partitions;
  partitions.reserve(block.breakdowns.size());
  for (const auto& breakdown : block.breakdowns) {
    partitions.emplace_back(parts_of(breakdown, block.targets.front().variate.weight.size(), {}, 0));
    partitions_.share(partitions.back());
  }
  for (const auto& target : block.targets) add_target(block, target, partitions, columns, row_of);
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

bool Populations::is_nested(std::size_t inner, std::size_t outer) const {
  if (inner == outer || frames_[inner] != frames_[outer]) return false;
  const Population& in = populations_[inner];
  const Population& out = populations_[outer];
  if (in.is_base() || out.is_base()) return false;
  for (std::size_t row = 0; row < in.members.size(); ++row) {
    if (in.members[row] == 1 && out.members[row] != 1) return false;
  }
  return true;
}

bool Populations::is_complement(std::size_t one, std::size_t other) const {
  if (one == other || frames_[one] != frames_[other]) return false;
  const Population& a = populations_[one];
  const Population& b = populations_[other];
  if (a.is_base() || b.is_base() || a.possible != b.possible) return false;
  for (std::size_t row = 0; row < a.members.size(); ++row) {
    if (a.possible[row] == 1 && a.members[row] == b.members[row]) return false;
  }
  return true;
}

std::vector<std::vector<std::size_t>> Populations::families(std::span<const std::size_t> numbers) const {
  std::vector<std::vector<std::size_t>> families;
  std::vector<bool> placed(populations_.size(), false);
  const auto is_whole = [this](std::size_t number) {
    for (std::size_t other = 0; other < populations_.size(); ++other) {
      if (is_part(number, other)) return false;
    }
    return true;
  };
  for (const std::size_t number : numbers) {
    if (placed[number]) continue;
    auto& family = families.emplace_back(1, number);
    placed[number] = true;
    for (std::size_t next = 0; next < family.size(); ++next) {
      for (std::size_t other = 0; other < populations_.size(); ++other) {
        const std::size_t own = family[next];
        const bool linked = is_nested(own, other) || is_nested(other, own) || is_complement(own, other);
        if (placed[other] || !linked || !is_whole(other)) continue;
        placed[other] = true;
        family.push_back(other);
      }
    }
    std::sort(family.begin(), family.end());
  }
  return families;
}

}  // namespace sondeo::run
