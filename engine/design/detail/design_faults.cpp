#include "engine/design/detail/design_faults.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/listed.hpp"
#include "engine/design/codes.hpp"

namespace sondeo::design::detail {

Error fault_of_strata(Code code, const std::vector<std::string>& labels, const std::optional<Place>& place) {
  return Error({code, {{"count", std::to_string(labels.size())}, {"strata", listed(labels)}}, place, {}, {}});
}

Error fault_of_stage(Code code, const SampleDesign& design, std::size_t stage,
                     std::span<const std::size_t> numbers, const std::optional<Place>& place) {
  std::vector<std::string> labels;
  for (const auto number : numbers) {
    std::int32_t unit = design.later_stages[stage - 1].strata[number].parent;
    for (std::size_t above = stage - 1; above > 0; --above) {
      unit = design.later_stages[above - 1].parent_of(unit);
    }
    const auto h = static_cast<std::size_t>(design.stratum_of_psu[static_cast<std::size_t>(unit)]);
    const auto& label = design.strata[h].label;
    labels.push_back(label.empty() ? "-" : label);  // numbers ascend, so that those of a stratum meet
    if (labels.size() > 1 && labels.back() == labels[labels.size() - 2]) labels.pop_back();
  }
  return Error({code,
                {{"stage", std::to_string(stage + 1)},
                 {"count", std::to_string(numbers.size())},
                 {"strata", listed(labels)}},
                place,
                {},
                {}});
}

void refuse_missing(std::span<const std::int32_t> groups, const std::vector<const Column*>& columns,
                    const std::optional<Place>& place) {
  const auto without = std::count(groups.begin(), groups.end(), -1);
  if (without == 0) return;
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const Column* column : columns) names.push_back(column->name());
  throw Error({code::kDesignMissing,
               {{"count", std::to_string(without)}, {"variables", fmt::format("{}", fmt::join(names, ", "))}},
               place,
               {},
               {}});
}

std::optional<Place> place_of(const std::optional<Written>& text) {
  return text ? std::optional(text->place) : std::nullopt;
}

}  // namespace sondeo::design::detail
