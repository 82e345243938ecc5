#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "program/run/execute.hpp"
#include "reports/quality.hpp"

namespace sondeo::run {

/// A number that a cell does not show, or does not have.
inline constexpr double kNotShown = std::numeric_limits<double>::quiet_NaN();

/// How many of the rows had no answer, and why ("refused", "dont_know" ...).
using ReasonCounts = std::vector<std::pair<std::string, double>>;

/// One step from the rows of a table to the cases of the cell.
struct CellStep {
  std::string
      step;  ///< "rows", "where", "cell", "universe", "denominator", "weight", "answered", "event" ...
  std::string level;
  std::string text;      ///< the file or expression
  double rows = 0;       ///< that are left
  double lost = 0;       ///< to this step
  ReasonCounts missing;  ///< those of the lost that had no answer to it
};

/// A construct that the numerator is made of.
struct ExplainedConstruct {
  std::string id;
  std::string label;
  std::string expression;
  std::string policy;  ///< how missing answers count: "answered", "kleene" ...
  double min_answered = kNotShown;
  std::string universe;
  std::string reference_period;
};

/// One act: a condition, or an item, that the numerator asks for. Counts are of the cell's base, not
/// weighted.
struct ExplainedAct {
  std::string construct;  ///< that asks for it; empty: the indicator itself
  std::string text;       ///< "fv1 == 1 and fa1 in {1, 2, 3}"
  std::string label;
  double yes = kNotShown;  ///< of a condition
  double no = kNotShown;
  double answered = kNotShown;
  ReasonCounts missing;
  bool withheld = false;  ///< a count of it is protected
};

/// A number with the name it has in a formula.
struct NamedNumber {
  std::string name;
  double value = kNotShown;
};

/// A formula in ASCII, with the numbers put in.
struct WorkedFormula {
  std::string method;
  std::string formula;
  std::vector<NamedNumber> numbers;
};

/// What one stratum adds to a variance.
struct StratumShare {
  std::string stratum;
  double psus = 0;  ///< of the design
  double psus_with_cases = 0;
  double variance = 0;  ///< in the unit of the estimate, squared
};

/// Where one figure of the result table comes from.
struct CellExplanation {
  std::string study;
  std::string title;
  std::string period;
  estimation::Estimate row;
  std::vector<estimation::DisaggregationColumn> disaggregations;  ///< of the row
  std::vector<std::pair<std::string, std::string>> cell;          ///< disaggregation and code with its label
  std::string reference_period;
  std::vector<TableRows> files;  ///< what reading did to the rows
  std::vector<EditCount> edits;
  std::vector<ImputeCount> imputed;
  std::vector<CellStep> steps;   ///< of the base
  std::vector<CellStep> events;  ///< of the events, where there are some
  std::string numerator;
  std::vector<ExplainedConstruct> constructs;
  std::vector<ExplainedAct> acts;
  std::string weight_role;
  std::string weight;  ///< its expression, or the steps that made it
  std::string event_weight;
  std::vector<NamedNumber> weights;  ///< sum, mean, kish
  WorkedFormula estimate;
  WorkedFormula variance;
  std::vector<StratumShare> strata;  ///< where each adds its own part, and nothing is protected
  std::vector<double> replicates;    ///< estimates of the replicates, likewise
  std::vector<double> rscales;       ///< [replicates] factor of each, where they are not all 1
  WorkedFormula df;
  WorkedFormula interval;
  WorkedFormula effect;  ///< design effect and coefficient of variation
  std::string quality_scheme;
  std::string quality_title;  ///< of the row's label
  bool publish = true;        ///< whether the scheme lets the figure be published
  std::vector<reports::ExplainedRule> rules;
  std::vector<std::pair<std::string, std::string>> design;  ///< the facts of the result table
  std::vector<std::pair<std::string, std::string>> provenance;
  double smallest_count = 0;  ///< counts below are not shown; 0: all are
};

}  // namespace sondeo::run
