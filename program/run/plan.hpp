#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/estimation/derived_expression.hpp"
#include "program/run/levels.hpp"

namespace sondeo::run {

/// A role's weight at one level.
struct PlannedWeight {
  std::string role;
  std::optional<Formula> formula;  ///< absent: no weight was given, each row counts 1 (or N / n with an fpc)
  std::optional<Formula> where;
  bool weighted = false;  ///< made by the study's weighting steps
};

/// An item of a multiple answer.
struct PlannedItem {
  std::string name;  ///< the variable's
  Formula formula;   ///< the variable, or a condition on it
};

/// A margin of a calibration: categories, or a number.
struct PlannedMargin {
  std::vector<Formula> by;
  std::optional<Formula> variable;
};

/// `[weight.calibrated]` with its formulas resolved at the calibrated level.
struct PlannedCalibrated {
  const design::CalibratedSpec* spec = nullptr;
  Level* level = nullptr;
  PlannedWeight weight;
  std::vector<PlannedMargin> margins;
  std::vector<Formula> partition;
  std::optional<Formula> cluster;
};

/// An indicator with its formulas resolved at its level.
struct PlannedIndicator {
  const questionnaires::Indicator* indicator = nullptr;
  Level* level = nullptr;
  std::optional<Formula> numerator;  ///< at the events' level when there are events
  std::optional<Formula> denominator;
  std::optional<Formula> categories;
  std::optional<Formula> universe;
  std::optional<Formula> within;   ///< a table's universe, inside that of the indicator
  std::vector<PlannedItem> items;  ///< of a multiple answer, instead of a numerator
  PlannedWeight weight;
  Level* events = nullptr;
  std::optional<PlannedWeight> event_weight;
  std::vector<std::vector<Formula>> by;  ///< as `[estimate] by`
  std::vector<Formula> standard;         ///< standardising variables
  std::vector<Formula> compare;          ///< variables of the comparisons
  bool shown = true;                     ///< false: only functions of estimates use it
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

/// A cross with its formulas resolved at its level.
struct PlannedCross {
  const CrossSpec* spec = nullptr;
  PlannedIndicator subject;
  CrossPercent percent = CrossPercent::kTotal;
  std::vector<Formula> rows;     ///< crossed; none: all in one row
  std::vector<Formula> columns;  ///< likewise
  bool of_numerator = false;     ///< shares of what the subject counts or adds up, not of its cases
};

/// What a table is of, with the names of its sides resolved at the level.
struct PlannedTableSubject {
  PlannedIndicator subject;
  std::vector<std::vector<Formula>> rows;     ///< as `TableSpec::rows`
  std::vector<std::vector<Formula>> columns;  ///< likewise
};

/// A table with its formulas resolved.
struct PlannedTable {
  const TableSpec* spec = nullptr;
  std::vector<PlannedTableSubject> subjects;  ///< as `TableSpec::subjects`
};

/// The variables of a second phase.
struct PlannedTwoPhase {
  Formula subset;
  std::vector<Formula> strata;
  std::optional<Formula> psu;
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
  std::optional<Formula> psu_order;  ///< sorts the PSUs for the replicates that take their order
  std::optional<PlannedTwoPhase> two_phase;
  std::vector<Formula> psu_key;  ///< what identifies a PSU in every edition, where editions share some
};

/// An estimate that a function of estimates uses, with its names resolved.
struct PlannedReference {
  Written name;                     ///< as the function has it
  std::size_t indicator = 0;        ///< of the plan
  std::optional<Written> category;  ///< which of the indicator's
  std::vector<Formula> variables;   ///< of the conditions, at the indicator's level
  std::vector<Written> codes;       ///< [variables]
};

/// A function of estimates with its names resolved.
struct PlannedDerived {
  const estimation::DerivedSpec* spec = nullptr;
  estimation::DerivedExpression expression;
  std::vector<PlannedReference> references;
};

/// All that a run computes, with every name resolved; what the files must deliver is collected in the levels.
struct Plan {
  std::vector<PlannedIndicator> indicators;
  std::vector<PlannedCross> crosses;
  std::vector<PlannedTable> tables;
  std::vector<PlannedDerived> derived;
  std::vector<PlannedTest> tests;
  std::vector<PlannedModel> models;
  std::vector<PlannedCalibrated> calibrated;
  std::vector<PlannedDesign> designs;  ///< one for each root level that one of these uses

  /// Indicators, and what tests and models are of.
  [[nodiscard]] std::vector<const PlannedIndicator*> subjects() const;
};

/// An indicator with its formulas resolved.
[[nodiscard]] PlannedIndicator plan_indicator(const questionnaires::Indicator& indicator, const Study& study,
                                              const Levels& levels);

/// The design of a root level, with all that it needs collected.
[[nodiscard]] PlannedDesign plan_design(const Study& study, Level& root);

/// @throws Error  for names that do not exist and indicators that cannot be computed
[[nodiscard]] Plan make_plan(const Study& study, const Levels& levels);

}  // namespace sondeo::run
