#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/design/design_spec.hpp"
#include "engine/design/pps_design.hpp"
#include "engine/design/two_phase_design.hpp"
#include "engine/table/column.hpp"

namespace sondeo::design {

/// Units of one stage that were drawn together, numbered one after the other: PSUs in the first stage, later
/// the units of one stage inside one unit of the stage before.
struct Stratum {
  std::string label;             ///< its codes, for messages; later stages have none
  std::int32_t first_psu = 0;    ///< number of its first PSU, or unit
  std::int32_t psu_count = 0;    ///< n_h: all PSUs of the design, with cases or without
  double sampling_fraction = 0;  ///< n_h / N_h; 0 when the population is not given
  std::int32_t parent = 0;       ///< the unit of the stage before; 0 in the first stage
  double fraction_above = 1;     ///< product of the sampling fractions of the stages before

  /// Taken whole: adds nothing to the variance (R: 1 - f < 1e-7).
  [[nodiscard]] bool certainty() const { return 1 - sampling_fraction < 1e-7; }
  [[nodiscard]] bool lonely() const { return psu_count == 1 && !certainty(); }
};

/// A stage after the first. Units are numbered by parent, then stratum, then code: those of a parent follow
/// each other.
struct Stage {
  std::vector<Stratum> strata;                ///< ascending by parent
  std::vector<std::int32_t> stratum_of_unit;  ///< [units]; ascending

  [[nodiscard]] std::size_t unit_count() const { return stratum_of_unit.size(); }
  [[nodiscard]] std::int32_t parent_of(std::int32_t unit) const {
    return strata[static_cast<std::size_t>(stratum_of_unit[static_cast<std::size_t>(unit)])].parent;
  }
};

/// Strata and PSUs of a survey, and the later stages that its variance needs. What is summed by *unit* is
/// summed by the last of them, or by PSU where there is none.
struct SampleDesign {
  std::vector<Stratum> strata;               ///< ascending by their codes
  std::vector<std::int32_t> stratum_of_psu;  ///< [PSUs]; ascending
  std::vector<std::int32_t> psu_of_row;      ///< [rows of the table that carries the design]
  LonelyPsu lonely_psu = LonelyPsu::kFail;
  std::optional<PpsDesign> pps;             ///< PSUs drawn without replacement with unequal probabilities
  std::optional<TwoPhaseDesign> two_phase;  ///< then strata and PSUs are those of the second phase
  bool domain_lonely = false;               ///< see DesignSpec
  std::vector<Stage> later_stages;          ///< only those that can add to the variance
  std::vector<std::int32_t> unit_of_row;    ///< [rows]; empty when the units are the PSUs
  /// [rows] product of the sampling fractions of all stages that have one; empty: the first stage's alone
  std::vector<double> probability_of_row;

  std::vector<std::string> merged_strata;  ///< "1/2+1/3": strata that `collapse` made one

  [[nodiscard]] std::size_t psu_count() const { return stratum_of_psu.size(); }
  [[nodiscard]] std::size_t unit_count() const {
    return later_stages.empty() ? psu_count() : later_stages.back().unit_count();
  }
  [[nodiscard]] const std::vector<std::int32_t>& units_of_rows() const {
    return later_stages.empty() ? psu_of_row : unit_of_row;
  }
  [[nodiscard]] std::int32_t psu_of_unit(std::int32_t unit) const {
    for (auto stage = later_stages.rbegin(); stage != later_stages.rend(); ++stage) {
      unit = stage->parent_of(unit);
    }
    return unit;
  }
};

/// The columns of a stage after the first.
struct StageColumns {
  std::vector<const Column*> strata;
  const Column* id = nullptr;  ///< null: each row is its own unit
  const Column* fpc = nullptr;
};

/// The columns that make a design, beside the text that named them (for the places of errors).
struct DesignColumns {
  std::size_t rows = 0;
  std::vector<const Column*> strata;  ///< none: one stratum
  const Column* psu = nullptr;        ///< null: each row is its own PSU
  const Column* fpc = nullptr;
  std::vector<StageColumns> later_stages = {};  ///< as DesignSpec's
  const Column* certainty = nullptr;            ///< yes/no
};

/// Numbers strata, PSUs (nested in strata) and the units of later stages (nested in those before), and checks
/// them. Of the later stages those are kept that can add to the variance: a stage adds where all stages
/// before it have an fpc (R: N = Inf makes its f, and all that follows, 0), unless `ultimate_cluster` keeps
/// none.
///
/// A PSU with certainty is a stratum of its own, taken whole: its next stage carries its variance. Where no
/// next stage is kept, the units of the next stage, or else its rows, stand for PSUs of a stratum of their
/// own.
///
/// First-stage strata are merged as `collapse` says before the later stages are numbered.
/// @throws Error kCollapseNotStrata, kCollapseUnknown; kDesignMissing (rows without stratum, PSU, unit or
/// certainty), kCertaintyVaries,
///         kFpcNotOneScale; kFpcVaries, kFpcTooSmall (n > N), kLonelyPsu under LonelyPsu::kFail, and the same
///         of later stages kStageFpcVaries, kStageFpcTooSmall, kStageLonely: each lists the strata concerned
/// @source survey-statistics 1 and 2
SampleDesign build_design(const DesignColumns& columns, const DesignSpec& spec);

/// First-stage strata with a single PSU that are not taken whole; none where joint probabilities are known,
/// whose variance asks for no second PSU.
std::vector<std::string> lonely_strata(const SampleDesign& design);

/// @throws Error kLonelyPsu  that lists them
void refuse_lonely_strata(const SampleDesign& design);

/// Rows in the order of their PSU (or unit, where there are later stages), the file's order inside one; rows
/// of no PSU (-1) are left out.
struct RowOrder {
  std::vector<std::int32_t> rows;  ///< [rows in some PSU]
  std::vector<std::int32_t>
      psu_start;  ///< [PSUs + 1]: the rows of PSU i are rows[psu_start[i] .. psu_start[i + 1])
};
RowOrder order_by_psu(std::span<const std::int32_t> psu_of_row, std::size_t psu_count);

}  // namespace sondeo::design
