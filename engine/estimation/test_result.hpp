#pragma once

#include <limits>
#include <string>
#include <vector>

namespace sondeo::estimation {

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
};

}  // namespace sondeo::estimation
