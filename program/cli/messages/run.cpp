#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> run_messages() {
  static constexpr std::array kTexts = {
      MessageText{Code::kConstructCircle,
                  N_("the construct '{construct}' is defined by itself, directly or through others")},
      MessageText{
          Code::kNoWeightForRole,
          N_("the indicator '{indicator}' needs a weight for '{role}', and the study declares none: add it "
             "to [weight], or name another role in the indicator's weight")},
      MessageText{
          Code::kNotACategory,
          N_("'{indicator}' is not a list of categories (value labels, text, or at most 50 whole numbers): "
             "write a condition such as x == 1, or ask for its mean")},
      MessageText{Code::kTooManyCells,
                  N_("the disaggregation by '{variables}' has {count} cells, more than the "
                     "{limit} that a table may have: group its values with cut or recode")},
      MessageText{Code::kNumeratorNotNumber, N_("'{indicator}' needs numbers here, and these are texts")},
      MessageText{Code::kNotYesNo,
                  N_("'{indicator}' needs a yes/no condition here: write a comparison such as x == 1")},
      MessageText{Code::kNoIndicators, N_("the study has no indicator to estimate: add an [[indicator]]")},
      MessageText{
          Code::kEventsNotBelow,
          N_("the events of '{indicator}' must be the records of a level below '{level}', for a rate or a "
             "total: '{events}' cannot be")},
      MessageText{Code::kRatioWithoutDenominator, N_("the ratio '{indicator}' has no denominator")},
      MessageText{Code::kNumeratorNeeded, N_("the indicator '{indicator}' has no numerator")},
      MessageText{
          Code::kTotalsOfNormalised,
          N_("the weight '{weight}' sums to {sum} over {count} rows: it is normalised, and a total of it is "
             "not a total of the population; use the expansion factor, or insist with --allow-normalised")},
      MessageText{Code::kTextNotWeight,
                  N_("the weight '{weight}' is text, not a number: check how the file was "
                     "read (decimal mark, declared dialect)")},
      MessageText{Code::kCalibratedNeedsWeight,
                  N_("a calibration is declared, and no weight is given that went through it")},
      MessageText{Code::kCalibratedWhichWeight,
                  N_("the study has several weights: say with 'weight' which of them was calibrated")},
      MessageText{
          Code::kCalibratedTwoPhase,
          N_("the variance of a design with two phases does not know calibrated weights: leave one out")},
      MessageText{Code::kMarginForm,
                  N_("a margin has either 'by', variables whose categories had known totals, or 'variable', "
                     "a number with a known total")},
      MessageText{Code::kMarginNotNumber,
                  N_("'{variable}' is text: the total of a margin's variable needs a number; its categories "
                     "are a margin with 'by'")},
      MessageText{
          Code::kMarginTooMany,
          N_("the margins of the calibration have {count} groups by '{variable}', more than the {limit} that "
             "it may have: group the values with cut or recode")},
      MessageText{
          Code::kMarginMissing,
          N_("{count} rows with weight have no value in '{variable}', a margin of the calibration: every row "
             "that was calibrated has one")},
      MessageText{Code::kCalibratedRowsOutside, N_("{count} rows of '{level}' have the weight '{weight}' "
                                                   "although their row of '{calibrated}', whose "
                                                   "weight was calibrated, has none")},
      MessageText{
          Code::kCalibratedLevel,
          N_("the weight '{weight}' was calibrated at the level '{calibrated}', which is not '{level}' nor "
             "above it: its calibration says nothing there")},
      MessageText{Code::kCalibratedGivenReplicates,
                  N_("the declared calibration is not used: replicate weights of the file carry their own")},
      MessageText{
          Code::kCalibratedMadeReplicates,
          N_("the declared calibration is not used: replicates made here re-weight PSUs without calibrating "
             "again, so that errors of calibrated quantities come out too large; linearization uses it")},
      MessageText{Code::kOrphans,
                  N_("{count} rows of '{level}' belong to no row of '{parent}': check the keys of both")},
      MessageText{
          Code::kMissingWeights,
          N_("{count} rows in the base of '{indicator}' have no weight in '{weight}': correct the file, or "
             "say who has a weight with where")},
      MessageText{
          Code::kNegativeWeights,
          N_("{count} rows in the base of '{indicator}' have a missing or negative weight in '{weight}'")},
      MessageText{Code::kEventsWithoutBase,
                  N_("{count} events of '{indicator}' belong to rows without weight: they would count in the "
                     "numerator and not in the base")},
      MessageText{Code::kCheckFailed, N_("{count} rows of '{level}' break the rule '{check}': {message}")},
      MessageText{Code::kJoinUnmatched,
                  N_("{count} rows of '{level}' have no row in {file}: its variables are "
                     "missing there")},
      MessageText{
          Code::kRowsDropped,
          N_("drop_rows removes {count} rows of '{level}' from the design, and {psus} PSUs with them")},
      MessageText{Code::kBreakdownMissing,
                  N_("{count} rows of '{level}' have no value in '{variable}': they are in "
                     "the total and in none of its cells")},
      MessageText{
          Code::kMissingAnswers,
          N_("{count} rows ({percent} % of the weight) of the base of '{indicator}' have no answer and are "
             "left out of it")},
      MessageText{
          Code::kUndeclaredMissing,
          N_("the code {code} of '{variable}' is labelled '{label}' and is not declared missing: it counts "
             "as an answer; declare it with missing")},
      MessageText{
          Code::kWeightsNormalised,
          N_("the weight '{weight}' sums to {sum} over {count} rows: it is normalised, and a total of it is "
             "not a total of the population")},
      MessageText{Code::kEventsUnknown,
                  N_("{count} events are not known to count in '{indicator}' (their condition "
                     "is missing) and are left out of it")},
      MessageText{Code::kCheckWarns, N_("{count} rows of '{level}' break the rule '{check}': {message}")},
      MessageText{Code::kLikeDiffers, N_("like {package}: {key} = {theirs}; sondeo's own is {ours}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
