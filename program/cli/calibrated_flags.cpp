#include "program/cli/calibrated_flags.hpp"

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/flag_values.hpp"

namespace sondeo::cli {

std::vector<design::CalibratedSpec> calibrated_of(const CommandLine& line) {
  design::CalibratedSpec spec;
  for (const auto& value : line.values("--calibrated")) {
    spec.margins.push_back({parts(value), {}});
    if (spec.place.source.empty()) spec.place = value.place;
  }
  for (const auto& value : line.values("--calibrated-variable")) {
    const Written variable = trimmed(value, 0, value.text.size());
    if (variable.text.empty()) {
      throw Error({code::kFlagEmpty, {{"flag", "--calibrated-variable"}}, value.place, {}, {}});
    }
    spec.margins.push_back({{}, variable});
    if (spec.place.source.empty()) spec.place = value.place;
  }
  if (spec.margins.empty()) return {};
  if (!line.has("--weight")) {
    throw Error({code::kFlagAlone,
                 {{"flag", spec.place.source}, {"needed", "--weight"}},
                 spec.place,
                 {},
                 "sondeo tabulate --help"});
  }
  return {std::move(spec)};
}

}  // namespace sondeo::cli
