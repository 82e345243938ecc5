#include "program/run/replicate_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

std::vector<std::string> level_names(const Study& study) {
  std::vector<std::string> names;
  for (const auto& data : study.data) names.push_back(data.level);
  return names;
}

ingest::DataSpec& named_level(Study& study, const Written& level) {
  const auto found = std::find_if(study.data.begin(), study.data.end(),
                                  [&](const auto& data) { return data.level == level.text; });
  if (found != study.data.end()) return *found;
  const auto known = level_names(study);
  throw Error({code::kStudyUnknownLevel,
               {{"key", "design.replicates.level"},
                {"level", level.text},
                {"known", fmt::format("{}", fmt::join(known, ", "))}},
               level.place,
               nearest_names(level.text, known),
               {}});
}

ingest::DataSpec& only_root(Study& study, const Written& file) {
  const auto is_root = [](const auto& data) { return !data.parent; };
  if (std::count_if(study.data.begin(), study.data.end(), is_root) == 1) {
    return *std::find_if(study.data.begin(), study.data.end(), is_root);
  }
  throw Error({code::kReplicateLevelNeeded,
               {{"file", file.text}, {"known", fmt::format("{}", fmt::join(level_names(study), ", "))}},
               file.place,
               {},
               {}});
}

}  // namespace

void attach_replicate_file(Study& study) {
  if (!study.design.replicates || !study.design.replicates->file) return;
  const auto& spec = *study.design.replicates;
  auto& data = spec.level ? named_level(study, *spec.level) : only_root(study, *spec.file);
  data.joins.push_back({*spec.file, spec.key, spec.key, true});
}

}  // namespace sondeo::run
