#pragma once

#include <vector>

#include "engine/estimation/crosstab.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::run {

/// A test that was asked for: `[[test]]` of a study, `--crosstab` or `--ttest` of the command line.
struct TestSpec {
  /// Name, level, universe and weight; its numerator is the first variable (rows of a crosstab, y of a t
  /// test), its categories the second (columns, groups; absent for one sample).
  questionnaires::Indicator subject;
  bool crosstab = true;                         ///< else a t test
  std::vector<estimation::CrosstabTest> kinds;  ///< of a crosstab
  double mu = 0;                                ///< of a t test
};

/// Every test of a crosstab.
[[nodiscard]] std::vector<estimation::CrosstabTest> all_crosstab_tests();

}  // namespace sondeo::run
