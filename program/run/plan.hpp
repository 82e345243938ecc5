#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "program/run/levels.hpp"

namespace sondeo::run {

/// A role's weight at one level.
struct PlannedWeight {
  std::string role;
  std::optional<Formula> formula;  ///< absent: no weight was given, each row counts 1 (or N / n with an fpc)
  std::optional<Formula> where;
};

/// An indicator with its formulas resolved at its level.
struct PlannedIndicator {
  const questionnaires::Indicator* indicator = nullptr;
  Level* level = nullptr;
  std::optional<Formula> numerator;  ///< at the events' level when there are events
  std::optional<Formula> denominator;
  std::optional<Formula> categories;
  std::optional<Formula> universe;
  PlannedWeight weight;
  Level* events = nullptr;
  std::optional<PlannedWeight> event_weight;
  std::vector<std::vector<Formula>> by;  ///< as `[estimate] by`
  std::vector<Formula> replicates;       ///< columns of replicate weights, if the design has them
};

/// What says the inclusion probabilities of PSUs drawn without replacement with unequal ones.
struct PlannedPps {
  Formula probability;
  bool is_weight = false;       ///< the weight, whose inverse is the probability
  std::optional<Formula> mean;  ///< Hartley-Rao's, when it is a variable
};

/// A test with its formulas resolved at its level.
struct PlannedTest {
  const TestSpec* spec = nullptr;
  PlannedIndicator subject;
};

/// A model with its formulas resolved at its level.
struct PlannedModel {
  const ModelSpec* spec = nullptr;
  PlannedIndicator subject;
  std::vector<Formula> variables;  ///< as the formula's
  std::vector<Formula> offsets;    ///< likewise
};

/// The variables of a stage after the first.
struct PlannedStage {
  std::vector<Formula> strata;
  std::optional<Formula> id;
  std::optional<Formula> fpc;
};

/// The design's variables at a root level.
struct PlannedDesign {
  Level* root = nullptr;
  std::vector<Formula> strata;
  std::optional<Formula> psu;
  std::optional<Formula> fpc;
  std::optional<PlannedPps> pps;
  std::vector<PlannedStage> later_stages;
  std::optional<Formula> certainty;
};

/// All that a run computes, with every name resolved; what the files must deliver is collected in the levels.
struct Plan {
  std::vector<PlannedIndicator> indicators;
  std::vector<PlannedTest> tests;
  std::vector<PlannedModel> models;
  std::vector<PlannedDesign> designs;  ///< one for each root level that one of these uses

  /// Indicators, and what tests and models are of.
  [[nodiscard]] std::vector<const PlannedIndicator*> subjects() const;
};

/// @throws Error  for names that do not exist and indicators that cannot be computed
[[nodiscard]] Plan make_plan(const Study& study, const Levels& levels);

}  // namespace sondeo::run
