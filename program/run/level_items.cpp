#include <algorithm>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/written_names.hpp"
#include "program/run/codes.hpp"
#include "program/run/level.hpp"

namespace sondeo::run {

void Level::require_items() {
  for (const auto& item : items_) {
    if (item.asked != nullptr) require_name(item.item, item.asked->id.place);
  }
}

/// The universe of a standard item counts only when what it is made of was mapped.
void Level::require_universe(const questionnaires::ItemVariable& item, const Place& place) {
  if (item.asked == nullptr || !item.asked->universe) return;
  const auto known = universes_.find(item.item);
  if (known != universes_.end()) {
    if (known->second) return;
    throw Error({code::kConstructCircle, {{"construct", item.item}}, place, {}, {}});
  }
  const Written& universe = *item.asked->universe;
  if (item.asked->to_map) {
    const auto names = expression::written_names(expression::parse(universe));
    const bool mapped = std::all_of(names.begin(), names.end(), [this](const auto& name) {
      const auto* text = std::get_if<std::string>(&name);
      return text == nullptr || name_set_.contains(*text);
    });
    if (!mapped) return;
  }
  universes_[item.item] = std::nullopt;
  universes_[item.item] = require_expression(universe);
}

const Formula* Level::universe_of(const std::string& item) const {
  const auto found = universes_.find(item);
  return found == universes_.end() || !found->second ? nullptr : &*found->second;
}

std::vector<Column> Level::used_constructs() const {
  std::vector<Column> used;
  for (const auto& column : scope_.columns()) {
    if (constructs_.contains(column.name())) used.push_back(column);
  }
  return used;
}

Column Level::answers_of(const questionnaires::ItemVariable& item) const {
  const Column& stored = *files_.find(item.variable);
  if (item.asked != nullptr) {
    return questionnaires::with_item(stored, *item.asked, item.item, language_);
  }
  if (stored.name() == item.item) return stored;
  Variable variable = stored.variable();
  variable.name = item.item;
  return stored.with(std::move(variable));
}

}  // namespace sondeo::run
