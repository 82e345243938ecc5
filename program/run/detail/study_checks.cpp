#include "program/run/detail/study_checks.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/run/codes.hpp"
#include "program/run/weighting_plan.hpp"
#include "questionnaires/catalogue.hpp"

namespace sondeo::run::detail {

namespace {

using ingest::DataSpec;
using questionnaires::Indicator;

std::vector<std::string> level_names(const Study& study) {
  std::vector<std::string> names;
  for (const DataSpec& data : study.data) names.push_back(data.level);
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

const DataSpec* find_level(const Study& study, std::string_view level) {
  const auto found = std::find_if(study.data.begin(), study.data.end(),
                                  [level](const DataSpec& data) { return data.level == level; });
  return found == study.data.end() ? nullptr : &*found;
}

void check_level(const Study& study, const std::string& level, std::string key, const Place& place) {
  if (find_level(study, level) != nullptr) return;
  const auto known = level_names(study);
  throw Error({code::kStudyUnknownLevel,
               {{"key", std::move(key)}, {"level", level}, {"known", joined(known)}},
               place,
               nearest_names(level, known),
               {}});
}

/// A part of the study names its level, or there is just one.
void check_part_level(const Study& study, const std::string& level, const Written& id, const char* section) {
  if (!level.empty()) return check_level(study, level, fmt::format("{}.level", section), id.place);
  if (study.data.size() == 1) return;
  throw Error({code::kStudyLevelNeeded,
               {{"section", section}, {"id", id.text}, {"known", joined(level_names(study))}},
               id.place,
               {},
               {}});
}

[[noreturn]] void refuse_key_count(const DataSpec& data, std::size_t count, const std::string& other,
                                   std::size_t expected, const Place& place) {
  throw Error({code::kStudyKeyCount,
               {{"level", data.level},
                {"count", fmt::format("{}", count)},
                {"other", other},
                {"expected", fmt::format("{}", expected)}},
               place,
               {},
               {}});
}

void need_key(const DataSpec& data, const std::string& other) {
  if (!data.key.empty()) return;
  throw Error({code::kStudyKeyNeeded, {{"level", data.level}, {"other", other}}, data.place, {}, {}});
}

void check_parent(const Study& study, const DataSpec& data) {
  check_level(study, data.parent->text, fmt::format("data.{}.parent", data.level), data.parent->place);
  const DataSpec* parent = find_level(study, data.parent->text);
  // A chain of parents longer than the levels there are comes back to where it was.
  for (std::size_t steps = 0; parent != nullptr && parent->parent; ++steps) {
    if (steps >= study.data.size()) {
      throw Error({code::kStudyParentCycle, {{"level", data.level}}, data.parent->place, {}, {}});
    }
    parent = find_level(study, parent->parent->text);
  }
  parent = find_level(study, data.parent->text);
  need_key(data, parent->level);
  need_key(*parent, data.level);
  if (data.key.size() != parent->key.size()) {
    refuse_key_count(data, data.key.size(), parent->level, parent->key.size(), data.key.front().place);
  }
}

void check_joins(const DataSpec& data) {
  for (const ingest::JoinSpec& join : data.joins) {
    if (join.replicates) continue;  // it has its own key
    need_key(data, join.file.text);
    if (join.key.size() != data.key.size()) {
      refuse_key_count(data, data.key.size(), join.file.text, join.key.size(), join.key.front().place);
    }
  }
}

void check_maps(const Study& study) {
  for (const ItemMap& map : study.maps) {
    if (map.variables.empty()) continue;
    const Written& first = map.variables.front().first;
    if (!map.level.empty()) {
      check_level(study, map.level, "map", first.place);
    } else if (study.data.size() > 1) {
      throw Error({code::kMapLevelNeeded,
                   {{"key", first.text}, {"known", joined(level_names(study))}},
                   first.place,
                   {},
                   {}});
    }
  }
}

bool descends(const Study& study, const std::string& level, std::string_view ancestor) {
  const DataSpec* data = find_level(study, level);
  for (std::size_t steps = 0; data != nullptr && data->parent && steps < study.data.size(); ++steps) {
    if (data->parent->text == ancestor) return true;
    data = find_level(study, data->parent->text);
  }
  return false;
}

void check_role(const Study& study, const std::optional<Written>& role, const char* key) {
  if (!role) return;
  std::vector<std::string> known;
  for (const design::WeightSpec& weight : study.weights) known.push_back(weight.role);
  for (const auto& step : study.weighting) known.push_back(role_of(study, step));
  if (std::find(known.begin(), known.end(), role->text) != known.end()) return;
  throw Error({code::kStudyUnknownRole,
               {{"key", key}, {"role", role->text}, {"known", joined(known)}},
               role->place,
               nearest_names(role->text, known),
               {}});
}

void check_indicator(const Study& study, const Indicator& indicator) {
  check_part_level(study, indicator.level, indicator.id, "indicator");
  if (indicator.events) {
    check_level(study, indicator.events->text, "indicator.events", indicator.events->place);
    const std::string& base = indicator.level.empty() ? study.data.front().level : indicator.level;
    if (!descends(study, indicator.events->text, base)) {
      throw Error({code::kStudyEventsNotChild,
                   {{"indicator", indicator.id.text}, {"events", indicator.events->text}, {"level", base}},
                   indicator.events->place,
                   {},
                   {}});
    }
  }
  check_role(study, indicator.weight, "indicator.weight");
  check_role(study, indicator.event_weight, "indicator.event_weight");
}

void check_calibrated(const Study& study) {
  for (const auto& calibrated : study.calibrated) {
    check_role(study, calibrated.weight, "weight.calibrated.weight");
    for (const auto& role : calibrated.carried_by) check_role(study, role, "weight.calibrated.carried_by");
    if (!calibrated.level) continue;
    check_level(study, calibrated.level->text, "weight.calibrated.level", calibrated.level->place);
  }
}

/// The parts of a list that stand in the study itself.
template <class Part>
std::span<const Part> own(const std::vector<Part>& parts, std::size_t inherited) {
  return std::span<const Part>(parts).subspan(std::min(inherited, parts.size()));
}

void check_own_parts(const Study& study, const InheritedParts& inherited) {
  const auto& parts = study.instrument;
  for (const auto& item : own(parts.items, inherited.items)) {
    if (!item.level.empty()) check_level(study, item.level, "item.level", item.id.place);
  }
  for (const auto& each : own(parts.constructs, inherited.constructs)) {
    check_part_level(study, each.level, each.id, "construct");
  }
  for (const auto& each : own(parts.disaggregations, inherited.disaggregations)) {
    check_part_level(study, each.level, each.id, "disaggregation");
  }
  for (const auto& each : own(parts.indicators, inherited.indicators)) check_indicator(study, each);
  for (const auto& each : own(parts.checks, inherited.checks))
    check_part_level(study, each.level, each.id, "check");
  for (const auto& each : own(parts.edits, inherited.edits)) {
    check_part_level(study, each.level, each.id, "edit");
  }
  for (const auto& each : study.imputes) {
    check_part_level(study, each.level, each.variables.front(), "impute");
  }
}

}  // namespace

InheritedParts count_parts(const questionnaires::Instrument& instrument) {
  return {instrument.items.size(),      instrument.constructs.size(), instrument.disaggregations.size(),
          instrument.indicators.size(), instrument.checks.size(),     instrument.edits.size()};
}

void check_study(const Study& study, const InheritedParts& inherited) {
  for (const DataSpec& data : study.data) {
    if (data.parent) check_parent(study, data);
    check_joins(data);
  }
  check_maps(study);
  check_calibrated(study);
  check_own_parts(study, inherited);
}

void check_estimated(const Study& study) {
  for (const TestSpec& test : study.tests) check_indicator(study, test.subject);
  for (const ModelSpec& model : study.models) check_indicator(study, model.subject);
  for (const TableSpec& table : study.tables) {
    for (const Indicator& subject : table.subjects) check_indicator(study, subject);
  }
  const auto& indicators = study.instrument.indicators;
  std::vector<std::string> ids;
  ids.reserve(indicators.size());
  for (const Indicator& indicator : indicators) ids.push_back(indicator.id.text);
  for (const Written& wanted : study.estimate.indicators) {
    const auto found = std::find(ids.begin(), ids.end(), wanted.text);
    if (found == ids.end()) {
      const auto official = questionnaires::catalogue_ids();
      ids.insert(ids.end(), official.begin(), official.end());
      throw Error({code::kStudyUnknownIndicator,
                   {{"indicator", wanted.text}},
                   wanted.place,
                   nearest_names(wanted.text, ids),
                   {}});
    }
    check_indicator(study, indicators[static_cast<std::size_t>(found - ids.begin())]);
  }
  if (!study.estimate.indicators.empty()) return;
  for (const Indicator& indicator : indicators) check_indicator(study, indicator);
}

}  // namespace sondeo::run::detail
