#pragma once

#include <optional>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "weights/response_propensity.hpp"
#include "weights/response_status.hpp"
#include "weights/step_data.hpp"
#include "weights/weighting_classes.hpp"

namespace sondeo::weights {

/// What ineligible units keep.
enum class IneligibleWeight {
  kKeep,  ///< their share: they stand for the ineligible of the frame
  kZero
};

/// `step = "nonresponse"`: respondents come to stand for those who did not answer.
struct NonresponseStep {
  CodeLists status;
  std::vector<Written> classes;   ///< weighting classes: the cross of these
  std::vector<Written> collapse;  ///< which of them are given up first; the others after, last first
  ClassRule rule;                 ///< which classes may stand
  std::optional<PropensitySpec> propensity;  ///< instead of the classes, for the response of the eligible
  std::optional<double> cap;                 ///< largest factor of a unit
  IneligibleWeight ineligible = IneligibleWeight::kKeep;
};

/// @throws Error kWeightingCollapseOrder; as `read_status`, `read_propensity`
[[nodiscard]] NonresponseStep read_nonresponse_step(spec::Section& section);
[[nodiscard]] std::vector<StepVariable> variables_of(const NonresponseStep& step);

/// In each class c, with R, N, I, U the sums of weights of respondents, nonrespondents, ineligible and units
/// of unknown eligibility:
///
///   known     a_c = (R + N + I + U) / (R + N + I): the unknown are shared out as the known were found
///   responding  w a_c (R + N) / R, nonresponding and unknown 0, ineligible w a_c (or 0)
///
/// Classes that do not stand (`ClassRule`) are merged by `merge_classes`, decided on the full sample and kept
/// in the replicates. With a propensity model the second factor is that of the class of the unit's score, or
/// 1 / score; the model is fitted again in each replicate. The product of both factors is cut at `cap`, and
/// the weight lost is a finding. In a replicate whose weights leave a class without respondents, the class is
/// taken together with all others.
/// @throws Error kStatusMissing, kStatusUncovered, kStepClassMissing, kNobodyResponds, kClassTooSmall;
///         kPropensity...
/// @source Little (1986), International Statistical Review 54:139-157; Valliant, Dever and Kreuter (2018),
///         Practical Tools for Designing and Weighting Survey Samples, ch. 13
[[nodiscard]] StepFunction prepare(const NonresponseStep& step, const StepData& data,
                                   const StepWeights& full);

}  // namespace sondeo::weights
