#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/design/calibrated_spec.hpp"
#include "engine/spec/section.hpp"
#include "weights/distance.hpp"
#include "weights/population_totals.hpp"
#include "weights/step_data.hpp"

namespace sondeo::weights {

/// Which of the steps that meet totals of a population.
enum class CalibrateKind {
  kPoststratify,  ///< one margin
  kRake,          ///< margins of categories, each in turn until all are met
  kCalibrate      ///< margins of categories and numbers, by a distance, within bounds
};

/// A margin with where its totals stand: in a file, or in the study.
struct CalibrateMargin {
  design::MarginSpec spec;
  std::optional<Written> file;
  std::optional<Written> sheet;  ///< of a workbook
  PopulationTotals totals;       ///< without a file
  bool estimated = false;  ///< the file has a column `se`: totals are estimates, independent of each other
  double penalty = 0;  ///< > 0: a soft constraint; a margin alone closes penalty / (1 + penalty) of its gap
};

/// `step = "poststratify"`, `"rake"`, `"calibrate"`.
struct CalibrateStep {
  CalibrateKind kind = CalibrateKind::kCalibrate;
  Distance distance = Distance::kLinear;
  GBounds bounds;
  bool bounds_on_weights = false;
  std::optional<Written> scale;    ///< sigma^2 of each row
  std::vector<Written> partition;  ///< each of its parts has totals of its own
  std::optional<Written> cluster;  ///< `same_weight_within`
  std::vector<CalibrateMargin> margins;
  std::optional<Written> covariance;        ///< file of the covariance of totals that are estimates
  std::optional<Written> covariance_sheet;  ///< of a workbook
  bool partial = false;                     ///< totals without a case are passed over
  bool like_r = false;              ///< of kRake: the linearised variance is that of R survey's rake()
  std::optional<double> tolerance;  ///< of each total, relative
  std::optional<std::size_t> iterations;
};

/// @throws Error as `design::read_margin` and `read_inline_totals`; kMarginTotals (neither, or both, of
/// totals
///         and total), kCalibrateBoundsForm, kCalibrateBoundsNeeded (logit); kSpec...
[[nodiscard]] CalibrateStep read_poststratify_step(spec::Section& section);
[[nodiscard]] CalibrateStep read_rake_step(spec::Section& section);
[[nodiscard]] CalibrateStep read_calibrate_step(spec::Section& section);

/// The files of its totals.
[[nodiscard]] std::vector<StepFile> files_of(const CalibrateStep& step);

[[nodiscard]] std::vector<StepVariable> variables_of(const CalibrateStep& step);

/// The files of a step's totals to be filled in, with the codes of the sample.
/// @throws Error as `design::make_margin`
[[nodiscard]] std::vector<TotalsTemplate> templates_of(const CalibrateStep& step, const StepData& data,
                                                       const StepWeights& full);

/// Weights that meet the totals. Where these are estimates, the outcome of the full sample has on request the
/// weights that meet them moved by a standard error along each principal component of their covariance, up
/// and down: half the sum of squares of what that changes is what their errors add to a variance. Margins are
/// those of the full sample; each replicate is calibrated anew, its totals without a case left out.
/// @throws Error as `design::make_margin`, `totals_of_table` and `checked_totals`; kCalibrationInconsistent,
///         kCalibrationBounds, kCalibrationOutOfReach, kRakingNotConverged, kCalibrationNegative
/// @source survey-statistics 8
[[nodiscard]] StepFunction prepare(const CalibrateStep& step, const StepData& data, const StepWeights& full);

}  // namespace sondeo::weights
