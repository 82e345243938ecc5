#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/design/design_spec.hpp"
#include "engine/design/pps_design.hpp"
#include "engine/table/column.hpp"

namespace sondeo::design {

/// A first-stage stratum. Its PSUs are numbered one after the other.
struct Stratum {
  std::string label;             ///< its codes, for messages
  std::int32_t first_psu = 0;    ///< number of its first PSU
  std::int32_t psu_count = 0;    ///< n_h: all PSUs of the design, with cases or without
  double sampling_fraction = 0;  ///< n_h / N_h; 0 when the population is not given

  /// Taken whole: adds nothing to the variance (R: 1 - f < 1e-7).
  [[nodiscard]] bool certainty() const { return 1 - sampling_fraction < 1e-7; }
  [[nodiscard]] bool lonely() const { return psu_count == 1 && !certainty(); }
};

/// Strata and PSUs of a survey (one stage, or the ultimate clusters of several).
struct SampleDesign {
  std::vector<Stratum> strata;               ///< ascending by their codes
  std::vector<std::int32_t> stratum_of_psu;  ///< [PSUs]; ascending
  std::vector<std::int32_t> psu_of_row;      ///< [rows of the table that carries the design]
  LonelyPsu lonely_psu = LonelyPsu::kFail;
  std::optional<PpsDesign> pps;  ///< PSUs drawn without replacement with unequal probabilities
  [[nodiscard]] std::size_t psu_count() const { return stratum_of_psu.size(); }
};

/// The columns that make a design, beside the text that named them (for the places of errors).
struct DesignColumns {
  std::size_t rows = 0;
  std::vector<const Column*> strata;  ///< none: one stratum
  const Column* psu = nullptr;        ///< null: each row is its own PSU
  const Column* fpc = nullptr;
};

/// Numbers strata and PSUs (nested in strata) and checks them.
/// @throws Error kDesignMissing (rows without stratum or PSU), kFpcNotOneScale, kFpcVaries, kFpcTooSmall (n >
/// N),
///         kLonelyPsu under LonelyPsu::kFail: each lists the strata concerned
SampleDesign build_design(const DesignColumns& columns, const DesignSpec& spec);

/// Strata with a single PSU that are not taken whole; none where joint probabilities are known, whose
/// variance asks for no second PSU.
std::vector<std::string> lonely_strata(const SampleDesign& design);

/// @throws Error kLonelyPsu  that lists them
void refuse_lonely_strata(const SampleDesign& design);

/// Rows in the order of their PSU, the file's order inside a PSU; rows of no PSU (-1) are left out.
struct RowOrder {
  std::vector<std::int32_t> rows;  ///< [rows in some PSU]
  std::vector<std::int32_t>
      psu_start;  ///< [PSUs + 1]: the rows of PSU i are rows[psu_start[i] .. psu_start[i + 1])
};
RowOrder order_by_psu(std::span<const std::int32_t> psu_of_row, std::size_t psu_count);

}  // namespace sondeo::design
