#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/design/calibration_record.hpp"
#include "engine/estimation/calibration_residuals.hpp"
#include "program/run/level_frame.hpp"

namespace sondeo::run {

/// A margin with its names resolved.
[[nodiscard]] PlannedMargin plan_margin(const design::MarginSpec& spec, Level& level);

/// `[weight.calibrated]` with its names resolved. @throws Error kCalibratedNeedsWeight, kCalibratedTwoPhase;
/// kUnknownVariable
[[nodiscard]] std::vector<PlannedCalibrated> plan_calibrated(const Study& study, const Levels& levels);

/// What was declared of delivered weights, with g = 1 and the file's own totals.
/// @throws Error as `design::make_margin`
[[nodiscard]] design::CalibrationRecord declared_record(const PlannedCalibrated& planned, LevelFrame& frame);

/// The calibrations that weights went through, by role.
class Calibrations {
 public:
  /// Calibrations of a role's weights, after those it has already.
  /// @param roles    the one calibrated, then those that carry its weight
  /// @param level    whose rows the records have
  void add(std::vector<std::string> roles, Level& level, const design::SampleDesign& design,
           std::vector<std::shared_ptr<const design::CalibrationRecord>> records);

  /// What the variances at a subject's level rest on; null when none of its weights so far was calibrated.
  /// @throws Error kCalibratedRowsOutside, kCalibratedLevel
  const estimation::CalibratedWeights* of(const PlannedIndicator& subject, LevelFrame& frame);

  [[nodiscard]] bool empty() const { return histories_.empty(); }

 private:
  struct History {
    std::vector<std::string> roles;
    Level* level;
    const design::SampleDesign* design;
    std::vector<std::shared_ptr<const design::CalibrationRecord>> records;
  };
  [[nodiscard]] const History* find(const std::string& role) const;

  std::deque<History> histories_;
  std::map<const design::CalibrationRecord*, std::size_t>
      first_control_;  ///< of each record's errors of totals
  std::size_t control_count_ = 0;
  std::map<const Level*, estimation::CalibratedWeights> by_level_;
};

/// Says that replicates do without what was declared.
void warn_of_unused_calibration(const Study& study, Diagnostics& findings);

/// "region;sex,age_group": the margins as facts of the design.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> calibrated_facts(const Study& study);

}  // namespace sondeo::run
