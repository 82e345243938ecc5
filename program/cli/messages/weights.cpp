#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"
#include "weights/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> weights_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kWeightingRoleNeeded,
          N_("this step does not say whose weights it makes: add role = \"...\"; the study's levels are "
             "{known}")},
      MessageText{code::kWeightingLevelNeeded, N_("the role '{role}' is not named like a level ({known}): "
                                                  "say of which it is with level = \"...\" in "
                                                  "its first step")},
      MessageText{
          code::kWeightingLevelsDiffer,
          N_("the steps of '{role}' are of the levels '{other}' and '{level}': a role has one level")},
      MessageText{
          code::kWeightingBaseEmpty,
          N_("this base step says nothing: give it from, probabilities, eligible, segment, replacement or "
             "normalise")},
      MessageText{
          code::kWeightingFromPlace,
          N_("'{role}' begins with the weights of '{from}': this must be its first step, after all steps of "
             "'{from}'")},
      MessageText{
          code::kWeightingFromUnknown,
          N_("'{role}' begins with the weights of '{from}', which has neither steps nor a line in [weight]")},
      MessageText{code::kWeightingFromBelow, N_("'{role}' begins with the weights of '{from}', which must be "
                                                "of the same level or of one above")},
      MessageText{code::kWeightingTwoStarts,
                  N_("'{role}' has a weight in [weight] and begins with that of '{from}': keep one of them")},
      MessageText{
          code::kWeightingNoStart,
          N_("the steps of '{role}' have no weight to begin with: add it to [weight], or begin with a base "
             "step")},
      MessageText{code::kWeightingTwoPhase, N_("weighting steps do not go with a second phase here: write "
                                               "the weights with sondeo weigh first")},
      MessageText{code::kWeightingReplicates, N_("the replicate weights of the file belong to its weight: "
                                                 "'{role}' must begin with it, from [weight]")},
      MessageText{code::kWeightingSeveralRoles,
                  N_("replicates of weights made by steps belong to one weight, and '{level}' is estimated "
                     "with those of "
                     "{roles}: estimate them in studies of their own, or with variance = \"linearization\"")},
      MessageText{
          code::kWeightingRoleAbove,
          N_("'{indicator}' cannot take the weight '{role}', whose steps are of the level '{level}': it is "
             "neither the indicator's level nor above it")},
      MessageText{code::kWeightingCollapseOrder,
                  N_("'{variable}' is not one of the classes, and cannot be given up")},
      MessageText{code::kTrimOneRule,
                  N_("a trim step needs one of bounds = [low, high], iqr = k or contribution = c")},
      MessageText{code::kTrimBoundsForm,
                  N_("bounds are two numbers, the lower first and not negative: bounds = [10, 500]")},
      MessageText{code::kTrimNotCalibrated, N_("step '{step}': redistribute = \"recalibrate\" keeps the "
                                               "totals of a calibration, and none stands before "
                                               "it")},
      MessageText{code::kTrimRecalibration, N_("step '{step}': no weights between {lower} and {upper} keep "
                                               "the totals of the calibration before: widen "
                                               "the bounds")},
      MessageText{code::kStatusCodeTwice, N_("the code {code} has two statuses: keep one")},
      MessageText{code::kNormaliseBaseSum, N_("base weights have no sum to go back to: write normalise = "
                                              "\"n\", or the number that they are to "
                                              "sum to")},
      MessageText{code::kWeighNoSteps, N_("the study has no weighting steps: add a [[weighting]]")},
      MessageText{code::kResponseTwice, N_("two [[response]] stages are called '{stage}': rename one")},
      MessageText{
          code::kResponseAfter,
          N_("no [[response]] stage before this one is called '{stage}': a stage stands after those that "
             "it builds on")},
      MessageText{
          code::kResponseLevelNeeded,
          N_("the stage '{stage}' does not say of which level its units are: add level = \"...\", one of "
             "{known}")},
      MessageText{code::kSampledPsusCompany, N_("the list of sampled PSUs, {file}, goes with strata and PSUs "
                                                "of one stage: not with later stages, "
                                                "certainty, unequal probabilities, a second phase or "
                                                "replicate weights of the file, nor without a "
                                                "PSU")},
      MessageText{
          code::kSampledPsusColumn,
          N_("the list of sampled PSUs, {file}, needs the column '{column}', with a code in every row")},
      MessageText{code::kSampledPsusTypes,
                  N_("'{column}' is text in one of the data and {file}, and a number in the other: write its "
                     "codes alike")},
      MessageText{code::kSampledPsusFpc, N_("{file} has PSUs of a stratum without any row of the data: it "
                                            "needs the column '{column}' as well")},
      MessageText{
          code::kSampledPsusLack,
          N_("{count} PSUs of the data are not in {file}, which must list every PSU that was sampled")},
      MessageText{
          code::kPsusWithoutRows,
          N_("{count} sampled PSUs of {file} have no row in the data: they count in the variance with "
             "totals of 0")},
      MessageText{
          code::kResponseNotWritten,
          N_("{count} lines of response rates do not fit into this CSV: ask for them with --response")},
      MessageText{code::kResponseNone, N_("the study has no [[response]] stage: '{file}' is not written")},
      MessageText{
          code::kWeighRoleNeeded,
          N_("the study makes the weights of several roles ({known}): say with --role which of them is "
             "written")},
      MessageText{code::kWeighUnknownRole, N_("no step makes the weight of '{role}'; the roles are {known}")},
      MessageText{code::kWeighFormat,
                  N_("weights are written as .csv, .sav or .dta: '{file}' is none of them")},
      MessageText{
          code::kProbabilityRange,
          N_("step '{step}': {count} rows have no selection probability in '{variable}', or one that is not "
             "above 0 and at most 1")},
      MessageText{code::kStepFactorRange, N_("step '{step}': {count} rows have no number above 0 in "
                                             "'{variable}', which multiplies their weight; "
                                             "say with where which rows have a weight")},
      MessageText{code::kStepClassMissing, N_("step '{step}': {count} rows with weight have no code in "
                                              "{variables}: give the missing a code of "
                                              "their own, as with coalesce")},
      MessageText{code::kStatusUncovered, N_("step '{step}': nothing says what these codes of '{variable}' "
                                             "mean: {codes} (rows in parentheses); add "
                                             "each to one of {known}")},
      MessageText{code::kStatusMissing, N_("step '{step}': {count} rows with weight have no code in "
                                           "'{variable}': every sampled unit needs a "
                                           "status")},
      MessageText{code::kNobodyResponds, N_("step '{step}': no row is a respondent with weight")},
      MessageText{code::kPropensityMissing, N_("step '{step}': {count} eligible units have no value in "
                                               "'{variable}': the model of response needs "
                                               "what is known of respondents and nonrespondents alike")},
      MessageText{code::kTrimInfeasible,
                  N_("step '{step}': the {count} weights of '{group}' cannot be kept between {lower} and "
                     "{upper} without "
                     "changing their sum: their mean is {mean}, and both bounds must leave room around it")},
      MessageText{
          code::kClassTooSmall,
          N_("step '{step}': even all classes together have {respondents} respondents, a response rate of "
             "{rate} "
             "and a factor of {factor}: less than minimum_cases, minimum_rate or maximum_factor allow")},
      MessageText{
          code::kPropensitySingular,
          N_("step '{step}': the model of response cannot tell these regressors apart from the others: "
             "{regressors}; leave them out")},
      MessageText{code::kPropensitySeparated,
                  N_("step '{step}': the model of response has no solution, since all or none of the units "
                     "respond where "
                     "these hold: {regressors}; group their categories, or leave them out")},
      MessageText{code::kPropensityNotConverged,
                  N_("step '{step}': the model of response did not converge: take fewer variables")},
      MessageText{code::kClassesMerged,
                  N_("step '{step}': classes were merged, {count} in the end: {classes}")},
      MessageText{code::kFactorsCapped, N_("step '{step}': {count} factors were cut at {cap}; the weights "
                                           "sum to {sum} less than they would")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
