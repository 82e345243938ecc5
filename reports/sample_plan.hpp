#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/estimation/estimate_table.hpp"
#include "engine/estimation/sample_size.hpp"

namespace sondeo::reports {

/// The next sample of one domain: what this study says of it, and what is needed. Absent numbers are NaN.
struct SamplePlanRow {
  estimation::Estimate now;                     ///< of the study
  estimation::VarianceComponents components;    ///< of its cases
  estimation::SampleDesignPlan design;          ///< what was planned with
  double interviews_now = estimation::kAbsent;  ///< rows with weight, whether cases of the indicator or not
  double effect_now = estimation::kAbsent;      ///< variance / (variance of a case / n)
  double effect = estimation::kAbsent;          ///< the same with the take asked for
  double change_now = estimation::kAbsent;      ///< the smallest that two such samples detect
  double cases = estimation::kAbsent;           ///< needed
  double psus = estimation::kAbsent;            ///< needed
  double interviews = estimation::kAbsent;      ///< needed
  double approached = estimation::kAbsent;      ///< interviews / response
  double se = estimation::kAbsent;              ///< with the cases needed
  double cv = estimation::kAbsent;
  double change = estimation::kAbsent;  ///< the smallest that two samples of the cases needed detect
  std::string quality;                  ///< expected label; blank without a scheme
  bool publish = true;                  ///< whether the scheme lets a figure with it be published
  bool publish_now = true;              ///< the same of the study's own
  std::vector<std::string>
      notes;  ///< "rho_of_total", "rho_below_zero", "no_estimate", "zero_estimate", "protected"
};

/// What a next sample must be like.
struct SamplePlan {
  std::string study;
  std::string period;
  std::vector<estimation::DisaggregationColumn> disaggregations;
  std::vector<SamplePlanRow> rows;
  double response = 1;
  std::vector<std::pair<std::string, std::string>> facts;  ///< target, alpha, power ...: name and value
  std::vector<std::pair<std::string, std::string>> provenance;
};

}  // namespace sondeo::reports
