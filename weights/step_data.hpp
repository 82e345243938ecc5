#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/design/weight_set.hpp"
#include "engine/table/column.hpp"
#include "engine/table/table.hpp"

namespace sondeo::weights {

/// What a step needs of the data: a variable, an expression or a construct; as a class also a disaggregation.
struct StepVariable {
  Written text;
  bool is_class = false;
};

/// A file that a step reads beside the data, and the columns that it needs of it.
struct StepFile {
  Written file;
  std::vector<std::string> columns;   ///< none: all that it has
  std::optional<Written> sheet = {};  ///< of a workbook; absent: its only one
};

/// The rows that a step works on, with the values of its variables.
struct StepData {
  std::string step;               ///< its name, for messages
  Place place;                    ///< of the step in the study
  std::vector<Column> columns;    ///< in the order of the step's variables
  std::vector<Table> files = {};  ///< in the order of the step's `files_of`
  std::shared_ptr<const design::CalibrationRecord> calibration = {};  ///< the role's last; null: none
  std::vector<std::int8_t> condition;  ///< of its `where`: 1 yes, else no; empty: all rows

  [[nodiscard]] bool holds(std::size_t row) const { return condition.empty() || condition[row] == 1; }
};

/// Weights of the full sample or of one replicate. [rows]
struct StepWeights {
  std::span<const double> now;     ///< as the steps before left them, >= 0 (calibration apart)
  std::span<const double> base;    ///< as the role's base weights were; what `to = "sum"` goes back to
  bool with_moved_totals = false;  ///< `moved_totals` are asked for
};

/// Whose total a step was to meet.
struct MarginGroup {
  std::vector<std::pair<std::string, std::string>> codes;  ///< variable and code: "region", "1"
  std::string summed;                                      ///< the variable added up; empty: rows are counted
};

/// A total that a step was to meet.
struct StepMargin {
  std::string name;  ///< "region=1"
  double target = 0;
  double before = 0;
  double after = 0;
  MarginGroup group = {};
  std::string label = {};  ///< of the group in a reader's language: "Region: North"; empty: it has none
};

/// What a step gives.
struct StepOutcome {
  std::vector<double> weights;                             ///< [rows]
  std::vector<std::pair<std::string, std::string>> facts;  ///< English names and their values, in order
  std::vector<StepMargin> margins;
  Diagnostics findings;
  std::shared_ptr<const design::CalibrationRecord> calibration;  ///< null: not one
  /// Weights with estimated totals moved, pairs of up and down. [2 x components][rows]
  std::vector<std::vector<double>> moved_totals;
};

/// A step made ready for its data: pure, so that it can be run for the full sample and for each replicate, in
/// any order and at the same time.
using StepFunction = std::function<StepOutcome(const StepWeights&)>;

}  // namespace sondeo::weights
