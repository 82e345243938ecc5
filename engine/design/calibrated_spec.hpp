#pragma once

#include <optional>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"

namespace sondeo::design {

/// A margin that weights were calibrated on: the categories of variables, or a number.
struct MarginSpec {
  std::vector<Written> by;
  std::optional<Written> variable;
};

/// `[weight.calibrated]`, or one of several: what was done to delivered weights, which changes no weight and
/// makes variances those of calibration residuals (DESIGN 5).
struct CalibratedSpec {
  Place place;
  std::optional<Written> weight;    ///< the role; absent: the only one, or the root level's
  std::vector<Written> carried_by;  ///< other roles whose weights are this one times something
  std::optional<Written> level;     ///< whose rows were calibrated; absent: the role's, or the root
  std::vector<MarginSpec> margins;
  std::vector<Written> partition;             ///< each of its parts had totals of its own
  std::optional<Written> same_weight_within;  ///< rows that were given one g, as a household's
};

/// Reads one margin: `by` or `variable`. @throws Error kMarginForm; kSpec...
[[nodiscard]] MarginSpec read_margin(spec::Section& section);

/// Reads `calibrated` of `[weight]`: a table, or several (`[[weight.calibrated]]`).
/// @throws Error as `read_margin`
[[nodiscard]] std::vector<CalibratedSpec> read_calibrated(spec::Section& weight);

}  // namespace sondeo::design
