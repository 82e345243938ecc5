#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/estimation/p_adjustment.hpp"

namespace sondeo::estimation {

/// What a t test says of a row of the table of estimates: by it the test is done again after the rows of
/// several data sets were combined.
struct Hypothesis {
  double value = 0;          ///< that the estimate is this
  std::size_t estimate = 0;  ///< which row of the table
  std::size_t family = 0;    ///< of the tests whose p values are adjusted together
  PAdjustment adjustment = PAdjustment::kNone;
};

/// One row of the table of tests (DESIGN 6). Absent numbers are NaN; `notes` say why.
struct TestResult {
  std::string test;       ///< a code: "crosstab-f", "ttest-two-sample", "wald", ...
  std::string variables;  ///< what is tested, as the user wrote it
  std::string statistic;  ///< "F", "chi2", "t"
  double value = std::numeric_limits<double>::quiet_NaN();
  double df1 = std::numeric_limits<double>::quiet_NaN();  ///< of F: the numerator's; of t: its only ones
  double df2 = std::numeric_limits<double>::quiet_NaN();  ///< of F: the denominator's, infinity for none
  double p = std::numeric_limits<double>::quiet_NaN();
  double p_adjusted = std::numeric_limits<double>::quiet_NaN();  ///< over the family of tests asked for
  /// A code per disaggregation of the table, empty = total; none where nothing is broken down.
  std::vector<std::string> cell;
  std::vector<std::string> cell_labels;  ///< as `cell`
  std::vector<std::string> notes;        ///< codes: "empty_domain", "one_category", ...
  std::optional<Hypothesis> hypothesis;  ///< of t tests; no column
};

}  // namespace sondeo::estimation
