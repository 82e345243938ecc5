#include "program/run/catalogue_indicators.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "engine/ingest/file.hpp"
#include "questionnaires/instrument_file.hpp"

namespace sondeo::run {

namespace {

using questionnaires::CatalogueEntry;
using questionnaires::CatalogueExpansion;
using questionnaires::DefinedNames;
using questionnaires::Indicator;
using questionnaires::MappedItem;

std::vector<questionnaires::LevelLink> level_links(const Study& study) {
  std::vector<questionnaires::LevelLink> links;
  for (const auto& data : study.data) links.push_back({data.level, data.parent ? data.parent->text : ""});
  return links;
}

DefinedNames defined_names(const Study& study) {
  DefinedNames names(study.instrument, level_links(study));
  for (const ItemMap& map : study.maps) {
    for (const auto& [item, variable] : map.variables) names.add_mapped(map.level, item);
  }
  names.settle();
  return names;
}

const Indicator* find_indicator(const Study& study, const std::string& id) {
  const auto& all = study.instrument.indicators;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Indicator& indicator) { return indicator.id.text == id; });
  return found == all.end() ? nullptr : &*found;
}

/// Whether every indicator that is estimated can be broken down by it.
bool visible_to_all(const Study& study, DefinedNames& names, const std::string& disaggregation) {
  return std::all_of(
      study.estimate.indicators.begin(), study.estimate.indicators.end(), [&](const Written& id) {
        const Indicator* indicator = find_indicator(study, id.text);
        if (indicator == nullptr) return true;  // refused later
        const std::string& level = indicator->level.empty() ? study.data.front().level : indicator->level;
        return std::any_of(study.instrument.disaggregations.begin(), study.instrument.disaggregations.end(),
                           [&](const questionnaires::Disaggregation& each) {
                             const std::string& own =
                                 each.level.empty() ? study.data.front().level : each.level;
                             return each.id.text == disaggregation && !each.applies_to_event &&
                                    names.reaches(level, own) && names.knows(each.expression);
                           });
      });
}

void add_required_disaggregations(Study& study, DefinedNames& names,
                                  const std::vector<std::pair<std::string, Place>>& required) {
  std::vector<std::string> taken;
  for (const auto& [disaggregation, place] : required) {
    const bool again = std::find(taken.begin(), taken.end(), disaggregation) != taken.end();
    if (again || !visible_to_all(study, names, disaggregation)) continue;
    taken.push_back(disaggregation);
    study.estimate.by.push_back({Written{disaggregation, place}});
  }
}

/// Names of the variables of each level whose files are there.
std::map<std::string, std::set<std::string>> names_of_files(const Study& study) {
  std::map<std::string, std::set<std::string>> names;
  for (const auto& data : study.data) {
    std::vector<Written> files{data.file};
    for (const auto& join : data.joins) files.push_back(join.file);
    for (const Written& file : files) {
      const auto path = study.folder / file.text;
      if (!std::filesystem::exists(path)) continue;
      for (auto& name : ingest::describe(path, {}).names()) names[data.level].insert(std::move(name));
    }
  }
  return names;
}

}  // namespace

void expand_catalogue(Study& study) {
  DefinedNames names = defined_names(study);
  CatalogueExpansion expansion(study.instrument, names);
  std::vector<Written> indicators;
  std::vector<std::pair<std::string, Place>> required;
  for (const Written& asked : study.estimate.indicators) {
    const CatalogueEntry* whole = questionnaires::find_catalogue_entry(asked.text);
    const CatalogueEntry* entry = whole != nullptr ? whole : questionnaires::find_entry_of_figure(asked.text);
    if (entry == nullptr || find_indicator(study, asked.text) != nullptr) {
      indicators.push_back(asked);
      continue;
    }
    auto added = whole != nullptr ? expansion.add_entry(*entry, asked, study.findings)
                                  : expansion.add_figure(*entry, asked);
    for (const std::string& id : added.indicators) indicators.push_back({id, asked.place});
    for (auto& derived : added.derived) study.derived.push_back(std::move(derived));
    for (const std::string& id : entry->disaggregations) required.emplace_back(id, asked.place);
  }
  study.estimate.indicators = std::move(indicators);
  if (study.instrument.is_template) {  // rules of what was not mapped
    std::erase_if(study.instrument.checks,
                  [&names](const questionnaires::Check& check) { return !names.knows(check.rule); });
    std::erase_if(study.instrument.edits, [&names](const questionnaires::Edit& edit) {
      return !names.knows(edit.where) || !names.knows(edit.variable) ||
             (edit.expression && !names.knows(*edit.expression));
    });
  }
  if (!study.by_given) add_required_disaggregations(study, names, required);
}

questionnaires::EntryStatus catalogue_status(Study study, const CatalogueEntry& entry) {
  DefinedNames names = defined_names(study);
  return CatalogueExpansion(study.instrument, names).status(entry);
}

std::vector<MappedItem> mapped_items(const Study& study) {
  std::map<std::string, std::string> variables;
  for (const ItemMap& map : study.maps) {
    for (const auto& [item, variable] : map.variables) variables[item.text] = variable.text;
  }
  const auto names = names_of_files(study);
  std::vector<MappedItem> items;
  for (const auto& item : study.instrument.items) {
    for (const std::string& id : questionnaires::expand_item_ids(item.id)) {
      const auto found = variables.find(id);
      const bool mapped = found != variables.end();
      const std::string own = item.to_map ? "" : id;
      MappedItem status{id, item.level, mapped ? found->second : own, mapped, {}};
      const auto file = names.find(item.level.empty() ? study.data.front().level : item.level);
      if (file != names.end() && !status.variable.empty()) {
        status.in_file = file->second.contains(status.variable);
      }
      items.push_back(std::move(status));
    }
  }
  return items;
}

}  // namespace sondeo::run
