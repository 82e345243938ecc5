#include "program/cli/pps_flags.hpp"

#include "program/cli/flag_values.hpp"

namespace sondeo::cli {

std::optional<design::PpsSpec> pps_of(const CommandLine& line) {
  for (const char* flag : {"--pps-variance", "--pps-probabilities", "--joint-probabilities"}) {
    need_beside(line, flag, "--pps");
  }
  const auto method = line.value("--pps");
  if (!method) return std::nullopt;
  auto spec = design::read_pps_method(*method);
  if (!spec) static_cast<void>(choice(*method, design::kPpsMethodWords));
  if (const auto variance = line.value("--pps-variance")) {
    spec->variance = static_cast<design::PpsVariance>(choice(*variance, design::kPpsVarianceNames));
    spec->variance_place = variance->place;
  }
  spec->probabilities = formula(line, "--pps-probabilities");
  spec->joint = formula(line, "--joint-probabilities");
  design::check_pps(*spec);
  return spec;
}

}  // namespace sondeo::cli
