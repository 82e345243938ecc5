#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/base/place.hpp"

namespace sondeo::estimation {

/// Interval of a proportion (survey-statistics 6).
enum class ProportionInterval { kLogit, kWald };
/// Interval of everything else (survey-statistics 17).
enum class OtherInterval { kWald, kLog };

/// Degrees of freedom (survey-statistics 17): PSUs - strata of the rows in the domain; of whole strata; of
/// the design; infinite; or a given number.
enum class DfRule { kDomain, kStrata, kDesign, kInfinite, kGiven };
struct DfSpec {
  DfRule rule = DfRule::kDomain;
  double given = 0;  ///< for kGiven
};

/// `[estimate]`, or the same flags of the command line (DESIGN 5).
struct EstimateSpec {
  std::vector<Written> indicators;       ///< ids; empty: all of the study
  std::vector<std::vector<Written>> by;  ///< disaggregations, each a cross of one or more variables
  double level = 0.95;
  ProportionInterval proportion_interval = ProportionInterval::kLogit;
  OtherInterval other_interval = OtherInterval::kWald;
  DfSpec df;
};

}  // namespace sondeo::estimation
