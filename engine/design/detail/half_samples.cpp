#include "engine/design/codes.hpp"
#include "engine/design/detail/replicate_maker.hpp"
#include "engine/numeric/hadamard.hpp"

namespace sondeo::design::detail {

/// BRR is Fay's method with rho = 0.
Replicates make_balanced(const SampleDesign& design, const MadeReplicatesSpec& spec) {
  std::vector<std::string> wrong;
  for (const auto& stratum : design.strata) {
    if (stratum.psu_count != 2) wrong.push_back(stratum.label);
  }
  if (!wrong.empty()) throw of_strata(code::kReplicatesNotTwoPsus, spec, wrong);
  const auto matrix = numeric::hadamard(design.strata.size() + 1);
  if (!matrix) {
    throw refusal(code::kReplicatesStrataLimit, spec,
                  {{"strata", std::to_string(design.strata.size())},
                   {"limit", std::to_string(numeric::kMostHadamardOrder - 1)}});
  }
  Replicates made = unchanged(design, spec, matrix->order);
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    for (std::size_t r = 0; r < matrix->order; ++r) {
      const bool first = matrix->at(r, h + 1) > 0;  // column 0 is constant: it would not balance
      factor(made, design.strata[h].first_psu, r) = first ? 2 - spec.rho : spec.rho;
      factor(made, design.strata[h].first_psu + 1, r) = first ? spec.rho : 2 - spec.rho;
    }
  }
  made.scheme.scale = 1 / (static_cast<double>(matrix->order) * (1 - spec.rho) * (1 - spec.rho));
  return made;
}

}  // namespace sondeo::design::detail
