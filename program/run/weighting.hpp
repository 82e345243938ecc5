#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/design/replicates.hpp"
#include "engine/design/sample_design.hpp"
#include "engine/design/weight_set.hpp"
#include "engine/estimation/replicate_variance.hpp"
#include "program/run/weighting_plan.hpp"

namespace sondeo::run {

/// What a step did, for the diagnostics.
struct StepRecord {
  const weights::WeightingStep* step = nullptr;
  std::vector<double> weights;                             ///< after it. [rows]
  std::vector<std::pair<std::string, std::string>> facts;  ///< English names and values
  std::vector<weights::StepMargin> margins;
  std::vector<Formula> variables;  ///< as `weights::variables_of`
};

/// A role's weight as its steps made it.
struct WeightedRole {
  std::string role;
  Level* level = nullptr;
  std::optional<std::string> from;  ///< the role whose weights it began with
  std::vector<double> start;        ///< what its steps began with. [rows of the level]
  std::vector<double> base;         ///< as its base steps left them
  design::WeightSet weights;
  std::vector<std::vector<double>> replicates;  ///< [R][rows]; none: the variance is linearised
  design::ReplicateScheme scheme;               ///< of the replicates
  std::optional<double> df;                     ///< of replicate weights of the file, where they say it
  bool of_file = false;                         ///< whether the replicates come from the file's
  /// Which errors of totals the last replicates carry instead of the sample's, by step and number. All roles
  /// of a design have the same, so that functions of their estimates know what these have in common.
  std::vector<std::pair<const weights::WeightingStep*, std::size_t>> moved_totals;
  std::vector<StepRecord> steps;

  /// Values of the role's rows as seen from a level at or below its own. [rows of that level]
  [[nodiscard]] std::vector<double> at(Level& below, std::span<const double> values) const;
  /// Its replicate weights as estimation takes them, at a level at or below its own.
  [[nodiscard]] estimation::GivenReplicates given_at(Level& below) const;
};

/// The roles whose weights steps made.
class WeightedRoles {
 public:
  WeightedRole& add(WeightedRole role) { return roles_.emplace_back(std::move(role)); }
  /// Null: no step makes this role's weight.
  [[nodiscard]] const WeightedRole* find(const std::string& role) const;
  /// The roles that began with this one's weights, or with those of one that did, and were not calibrated
  /// themselves: its calibrations are in their weights.
  [[nodiscard]] std::vector<std::string> carriers_of(const std::string& role) const;
  [[nodiscard]] const std::deque<WeightedRole>& all() const { return roles_; }
  [[nodiscard]] std::deque<WeightedRole>& all() { return roles_; }

 private:
  std::deque<WeightedRole> roles_;
};

/// What weighting needs of a study whose tables were read and whose designs were built.
struct WeightingGround {
  const Study& study;
  const std::map<const Level*, design::SampleDesign>& designs;  ///< of root levels
  const std::map<const Level*, design::Replicates>& made;       ///< likewise, where they were asked for
  const RunOptions& options;
  /// Where files of totals to be filled in go: then no totals are read, and steps that would meet them, or
  /// cut weights that do, are passed over. Null: none
  std::vector<weights::TotalsTemplate>* templates = nullptr;
};

/// Applies the steps of each role in order, to its weights and to each of its replicate weights.
/// @throws Error  as the steps; kReplicateTableLimit
[[nodiscard]] WeightedRoles make_weights(const WeightingGround& ground, const std::vector<PlannedRole>& roles,
                                         Diagnostics& findings);

}  // namespace sondeo::run
