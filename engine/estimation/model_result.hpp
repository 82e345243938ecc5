#pragma once

#include <limits>
#include <string>
#include <vector>

namespace sondeo::estimation {

/// One regressor's coefficient (DESIGN 6). Absent numbers are NaN.
struct Coefficient {
  std::string term;
  std::string term_label;  ///< with labels instead of codes, empty if none
  double estimate = std::numeric_limits<double>::quiet_NaN();
  double se = std::numeric_limits<double>::quiet_NaN();
  double t = std::numeric_limits<double>::quiet_NaN();
  double df = std::numeric_limits<double>::quiet_NaN();
  double p = std::numeric_limits<double>::quiet_NaN();  ///< two-sided
  double ci_low = std::numeric_limits<double>::quiet_NaN();
  double ci_high = std::numeric_limits<double>::quiet_NaN();
  double odds_ratio = std::numeric_limits<double>::quiet_NaN();  ///< exp(estimate), logistic only
  double rate_ratio = std::numeric_limits<double>::quiet_NaN();  ///< exp(estimate), Poisson only
  double fmi = std::numeric_limits<double>::quiet_NaN();         ///< as Estimate::fmi
};

/// A fitted model.
struct ModelResult {
  std::string model;   ///< the formula as the user wrote it
  std::string family;  ///< "linear", "logistic", "poisson"
  double n = 0;        ///< rows with weight and all variables
  double n_missing = 0;
  double missing_share = std::numeric_limits<double>::quiet_NaN();  ///< of the base's weight
  double n_psu = 0;
  double n_strata = 0;
  double weight_sum = 0;
  double level = 0.95;
  double iterations = 0;
  std::vector<Coefficient> coefficients;
  std::vector<std::string> notes;  ///< "df_strata", "no_df", "all_strata_lonely", "replicate_empty"
};

}  // namespace sondeo::estimation
