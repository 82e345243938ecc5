#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/design/two_phase_spec.hpp"
#include "engine/table/column.hpp"

namespace sondeo::design {

struct SampleDesign;

/// What the second phase knows of the first. The strata and PSUs of a design with two phases are those of the
/// second; its rows of no PSU were not drawn in it.
struct TwoPhaseDesign {
  TwoPhaseMethod method = TwoPhaseMethod::kFull;
  TwoPhaseWeight weight = TwoPhaseWeight::kFirst;
  std::shared_ptr<const SampleDesign> first;  ///< of all rows
  std::vector<std::int32_t> psu_of_unit;      ///< the first phase's PSU of each unit of the second
};

/// The columns of the second phase, of the rows of the table that carries the design.
struct TwoPhaseColumns {
  const Column* subset = nullptr;  ///< yes/no
  std::vector<const Column*> strata;
  const Column* psu = nullptr;  ///< null: each row is its own unit
  const Column* fpc = nullptr;  ///< null: counted in the data
};

/// The design of both phases.
/// @param first  one stage, of all rows
/// @throws Error kTwoPhaseSubsetMissing, kTwoPhaseEmpty, kTwoPhaseUnitsSpread (a unit in several PSUs of the
///         first phase), kTwoPhaseStrataEmpty (a stratum of the first phase's rows without a unit drawn),
///         kTwoPhaseApproxPsus (approx, and several units in a PSU); kDesignMissing, kFpc..., kLonelyPsu of
///         the second phase
[[nodiscard]] SampleDesign build_two_phase(SampleDesign first, const TwoPhaseColumns& columns,
                                           const TwoPhaseSpec& spec);

}  // namespace sondeo::design
