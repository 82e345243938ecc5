#include "program/cli/two_phase_flags.hpp"

#include "program/cli/flag_values.hpp"

namespace sondeo::cli {

std::optional<design::TwoPhaseSpec> two_phase_of(const CommandLine& line) {
  for (const char* flag :
       {"--phase2-strata", "--phase2-psu", "--phase2-fpc", "--phase2-method", "--phase2-weight"}) {
    need_beside(line, flag, "--phase2");
  }
  const auto subset = formula(line, "--phase2");
  if (!subset) return std::nullopt;
  design::TwoPhaseSpec spec;
  spec.subset = *subset;
  if (const auto strata = line.value("--phase2-strata")) spec.strata = parts(*strata);
  spec.psu = formula(line, "--phase2-psu");
  spec.fpc = formula(line, "--phase2-fpc");
  if (const auto method = line.value("--phase2-method")) {
    spec.method = static_cast<design::TwoPhaseMethod>(choice(*method, design::kTwoPhaseMethodNames));
  }
  if (const auto weight = line.value("--phase2-weight")) {
    spec.weight = static_cast<design::TwoPhaseWeight>(choice(*weight, design::kTwoPhaseWeightNames));
  }
  return spec;
}

}  // namespace sondeo::cli
