#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/design/replicates.hpp"
#include "engine/design/sample_design.hpp"
#include "engine/estimation/estimator.hpp"
#include "program/run/calibrated.hpp"
#include "program/run/execute.hpp"
#include "program/run/level_frame.hpp"
#include "program/run/levels.hpp"
#include "program/run/plan.hpp"
#include "program/run/row_parts.hpp"
#include "program/run/weighting.hpp"

namespace sondeo::run {

/// What the variances of a study rest on: the designs of its root levels, and the frames of the levels under
/// them.
struct Framework {
  std::map<const Level*, design::SampleDesign> designs;
  std::map<const Level*, design::Replicates> made;            ///< of root levels, where they were asked for
  std::map<const Level*, estimation::GivenReplicates> given;  ///< by level, where the study has them
  std::unique_ptr<WeightedRoles> weighted;                    ///< the roles whose weights steps made
  std::map<std::pair<const Level*, std::string>, estimation::GivenReplicates> given_by_steps;
  std::map<const Level*, std::unique_ptr<LevelFrame>> frames;
  Calibrations calibrations;

  LevelFrame& frame(Level& level);
  /// Says what the variances of an indicator's level rest on.
  void set_replicates(const Study& study, const PlannedIndicator& planned, LevelFrame& frame,
                      Diagnostics& findings, estimation::LevelRows& rows);
  /// Replicate weights that steps made of an indicator's weight; null when they made none.
  const estimation::GivenReplicates* made_by_steps(const PlannedIndicator& planned);
  /// What the variances of a root's levels rest on; null: linearised.
  [[nodiscard]] const design::ReplicateScheme* scheme_below(Level& root) const;

 private:
  /// The level's replicate weights; null when the study has none.
  const estimation::GivenReplicates* given_at(const Study& study, const PlannedIndicator& planned,
                                              LevelFrame& frame, Diagnostics& findings);
};

/// The study with its tables read and its designs built.
struct Prepared {
  Levels levels;
  Plan plan;
  Framework framework;
  std::unique_ptr<RowParts> parts;  ///< where the rows came in parts: what they left
};

/// Plans a study, reads its tables, builds its designs, makes its weights and finds its calibrations.
/// @param with_checks  for `sondeo check`: also what its rules need, and proposals to merge lonely strata
/// @throws Error  with the code of what is wrong: in the study, in a file, in the data against the design
[[nodiscard]] Prepared prepare(const Study& study, const RunOptions& options, Diagnostics& findings,
                               bool with_checks);

}  // namespace sondeo::run
