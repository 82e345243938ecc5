#include "questionnaires/defined_names.hpp"

#include <algorithm>
#include <utility>

#include "engine/expression/written_names.hpp"
#include "questionnaires/instrument_file.hpp"

namespace sondeo::questionnaires {

DefinedNames::DefinedNames(const Instrument& instrument, std::span<const LevelLink> levels)
    : levels_(levels.begin(), levels.end()) {
  for (const Item& item : instrument.items) {
    for (const std::string& id : expand_item_ids(item.id)) {
      if (item.to_map) {
        unmapped_.insert(id);
      } else {
        add(id, {Definition::Kind::kItem, level_or_root(item.level), item.id.place}, {});
      }
    }
  }
  for (const Construct& construct : instrument.constructs) add_construct(construct);
}

void DefinedNames::add(const std::string& name, const Definition& definition,
                       std::vector<Written> expressions) {
  const bool has_level = std::any_of(levels_.begin(), levels_.end(),
                                     [&](const LevelLink& link) { return link.level == definition.level; });
  if (!has_level) return;  // of a table that the study does not have
  entries_.emplace(name, Entry{definition, std::move(expressions), Entry::State::kUnknown});
}

void DefinedNames::add_mapped(const std::string& level, const Written& item) {
  unmapped_.erase(item.text);
  add(item.text, {Definition::Kind::kMapped, level_or_root(level), item.place}, {});
}

void DefinedNames::add_construct(const Construct& construct) {
  std::vector<Written> expressions{construct.expression};
  if (construct.universe) expressions.push_back(*construct.universe);
  add(construct.id.text, {Definition::Kind::kConstruct, level_or_root(construct.level), construct.id.place},
      std::move(expressions));
}

void DefinedNames::settle() {
  for (auto& [name, entry] : entries_) static_cast<void>(counts(entry));
}

bool DefinedNames::counts(Entry& entry) {
  using State = Entry::State;
  if (entry.state == State::kUnknown) {
    entry.state = State::kAsked;
    const bool known = std::all_of(entry.expressions.begin(), entry.expressions.end(),
                                   [this](const Written& expression) { return knows(expression); });
    entry.state = known ? State::kCounts : State::kLacks;
  }
  // A construct that is made of itself is another fault, which is found where it is derived.
  return entry.state != State::kLacks;
}

bool DefinedNames::knows(const Written& expression) {
  const auto known = [this](const std::string& name) {
    const auto [first, last] = entries_.equal_range(name);
    if (first == last) return !unmapped_.contains(name);
    return std::any_of(first, last, [this](auto& found) { return counts(found.second); });
  };
  for (const auto& written : expression::written_names(expression::parse(expression))) {
    if (const auto* name = std::get_if<std::string>(&written)) {
      if (!known(*name)) return false;
      continue;
    }
    const auto& pattern = std::get<expression::NamePattern>(written);
    const auto usable = expression::matching_names(pattern, counting_names());
    const std::vector<std::string> unmapped(unmapped_.begin(), unmapped_.end());
    if (usable.empty() && !expression::matching_names(pattern, unmapped).empty()) return false;
  }
  return true;
}

std::vector<std::string> DefinedNames::counting_names() const {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries_) {
    if (entry.definition.kind != Definition::Kind::kConstruct) names.push_back(name);
  }
  return names;
}

std::vector<Definition> DefinedNames::find(std::string_view name) const {
  std::vector<Definition> found;
  const auto [first, last] = entries_.equal_range(name);
  for (auto it = first; it != last; ++it) {
    if (it->second.state != Entry::State::kLacks) found.push_back(it->second.definition);
  }
  return found;
}

std::string DefinedNames::level_or_root(const std::string& level) const {
  if (!level.empty()) return level;
  const auto root =
      std::find_if(levels_.begin(), levels_.end(), [](const LevelLink& link) { return link.parent.empty(); });
  return root == levels_.end() ? level : root->level;
}

std::string DefinedNames::parent_of(const std::string& level) const {
  const auto found = std::find_if(levels_.begin(), levels_.end(),
                                  [&](const LevelLink& link) { return link.level == level; });
  return found == levels_.end() ? std::string() : found->parent;
}

bool DefinedNames::reaches(const std::string& level, const std::string& above) const {
  std::string here = level;
  for (std::size_t steps = 0; steps <= levels_.size(); ++steps) {
    if (here == above) return true;
    here = parent_of(here);
    if (here.empty()) return false;
  }
  return false;
}

std::string DefinedNames::level_knowing(std::span<const std::string> names) const {
  const auto known_at = [this](const std::string& name, const std::string& level) {
    const auto definitions = find(name);
    return std::any_of(definitions.begin(), definitions.end(),
                       [&](const Definition& definition) { return reaches(level, definition.level); });
  };
  const auto depth = [this](std::string level) {
    std::size_t steps = 0;
    for (level = parent_of(level); !level.empty() && steps <= levels_.size(); level = parent_of(level))
      ++steps;
    return steps;
  };
  const LevelLink* best = nullptr;
  for (const LevelLink& link : levels_) {
    const bool all = std::all_of(names.begin(), names.end(),
                                 [&](const std::string& name) { return known_at(name, link.level); });
    if (all && (best == nullptr || depth(link.level) < depth(best->level))) best = &link;
  }
  return best == nullptr ? std::string() : best->level;
}

}  // namespace sondeo::questionnaires
