#pragma once

#include <map>
#include <span>

#include "engine/estimation/estimate_spec.hpp"
#include "engine/estimation/estimator.hpp"
#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// Degrees of freedom by the rule asked for.  @source survey-statistics 5 and 17
class DegreesOfFreedom {
 public:
  struct Result {
    double value;              ///< may be 0 or less: then there is no interval
    bool fell_back_to_strata;  ///< `domain` gave less than 1
  };

  DegreesOfFreedom(const LevelRows& rows, const DfSpec& spec) : rows_(rows), spec_(spec) {}
  /// @param units    of the estimate's cases  @param variate  whose weight says which PSUs the design has
  Result of(const CaseUnits& units, const moments::Variate& variate);

 private:
  double of_design(std::span<const double> weight);
  /// Of the whole sample: given, or the rank of the replicate weights - 1.
  double of_replicates(std::span<const double> weight);

  const LevelRows& rows_;
  DfSpec spec_;
  std::map<const double*, double> design_df_;  ///< by weight
};

}  // namespace sondeo::estimation
