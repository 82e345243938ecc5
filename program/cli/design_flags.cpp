#include "program/cli/design_flags.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/outside.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/flag_values.hpp"

namespace sondeo::cli {

namespace {

/// What a flag holds for each stage: variables or expressions between commas. Empty: the flag is not there.
std::vector<Written> by_stage(const CommandLine& line, const char* flag) {
  const auto value = line.value(flag);
  if (!value) return {};
  std::vector<Written> stages;
  std::size_t begin = 0;
  auto commas = expression::positions_outside(value->text, ",");
  commas.push_back(value->text.size());
  for (const std::size_t end : commas) {
    stages.push_back(trimmed(*value, begin, end - begin));
    if (stages.back().text.empty()) throw Error({code::kFlagEmpty, {{"flag", flag}}, value->place, {}, {}});
    begin = end + 1;
  }
  return stages;
}

void refuse_more(Code code, std::size_t count, std::size_t stages, const Place& place) {
  if (count <= stages) return;
  throw Error({code,
               {{"count", std::to_string(count)}, {"stages", std::to_string(stages)}},
               place,
               {},
               "sondeo tabulate --help"});
}

std::optional<design::CollapseSpec> collapse_of(const CommandLine& line) {
  const auto within = line.value("--collapse-strata");
  const auto map = line.value("--collapse-map");
  if (!within && !map) return std::nullopt;
  design::CollapseSpec collapse;
  if (within) collapse.within = parts(*within);
  collapse.map = map;
  return collapse;
}

}  // namespace

design::DesignSpec stages_of(const CommandLine& line) {
  const auto units = by_stage(line, "--psu");
  const auto sizes = by_stage(line, "--fpc");
  const auto strata = line.values("--strata");
  const std::size_t stages = std::max<std::size_t>(units.size(), 1);
  if (!sizes.empty()) refuse_more(code::kFpcMoreThanStages, sizes.size(), stages, sizes.back().place);
  if (!strata.empty()) refuse_more(code::kStrataMoreThanStages, strata.size(), stages, strata.back().place);
  design::DesignSpec spec;
  spec.later_stages.resize(stages - 1);
  for (std::size_t k = 0; k < units.size(); ++k) {
    (k == 0 ? spec.psu : spec.later_stages[k - 1].id) = units[k];
  }
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    (k == 0 ? spec.fpc : spec.later_stages[k - 1].fpc) = sizes[k];
  }
  for (std::size_t k = 0; k < strata.size(); ++k) {
    (k == 0 ? spec.strata : spec.later_stages[k - 1].strata) = parts(strata[k]);
  }
  spec.ultimate_cluster = line.has("--ultimate-cluster");
  if (const auto certain = line.value("--certainty")) {
    spec.certainty = trimmed(*certain, 0, certain->text.size());
    if (spec.certainty->text.empty()) {
      throw Error({code::kFlagEmpty, {{"flag", "--certainty"}}, certain->place, {}, {}});
    }
  }
  spec.collapse = collapse_of(line);
  spec.domain_lonely = line.has("--domain-lonely");
  spec.sampled_psus = line.value("--sampled-psus");
  return spec;
}

}  // namespace sondeo::cli
