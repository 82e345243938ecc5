#include "engine/design/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> run_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kNoDeclaredDesign,
          N_("'{file}' declares no design: only Stata files saved after svyset do. Write [design] and "
             "[weight] by hand; sondeo inspect names the candidates")},
      MessageText{
          code::kCsplanBinary,
          N_("'{file}' is a plan as SPSS keeps it, whose format IBM does not describe: give the syntax that "
             "made it (the CSPLAN ANALYSIS command, in a .sps file), or write [design] by hand")},
      MessageText{code::kCsplanNone, N_("'{file}' has no CSPLAN ANALYSIS command")},
      MessageText{code::kCsplanSyntax, N_("CSPLAN: expected {expected}")},
      MessageText{
          code::kCsplanUnequal,
          N_("UNEQUAL_WOR is not taken over: its variance needs the joint probabilities of the sampled "
             "units, "
             "which CSPLAN does not state. Give them in [design.pps], or analyse with replacement (WR)")},
      MessageText{code::kCsplanUnsupported,
                  N_("'{word}' has no equal here: sizes are of a variable or one number, clusters of one "
                     "variable, stages at most three, and none follows one with replacement (WR)")},
      MessageText{code::kCsplanVariable, N_("the variable '{variable}' of CSPLAN does not exist in {file}")},
      MessageText{code::kCsplanUnreadable, N_("the SPSS syntax '{file}' cannot be read")},
      MessageText{code::kCsplanSeveral,
                  N_("the syntax has {count} CSPLAN ANALYSIS commands: the first, of line {line}, is taken")},
      MessageText{code::kConstructCircle,
                  N_("the construct '{construct}' is defined by itself, directly or through others")},
      MessageText{
          code::kNoWeightForRole,
          N_("the indicator '{indicator}' needs a weight for '{role}', and the study declares none: add it "
             "to [weight], or name another role in the indicator's weight")},
      MessageText{
          code::kNotACategory,
          N_("'{indicator}' is not a list of categories (value labels, text, or at most 50 whole numbers): "
             "write a condition such as x == 1, or ask for its mean")},
      MessageText{code::kTooManyCells,
                  N_("the disaggregation by '{variables}' has {count} cells, more than the "
                     "{limit} that a table may have: group its values with cut or recode")},
      MessageText{code::kNumeratorNotNumber, N_("'{indicator}' needs numbers here, and these are texts")},
      MessageText{code::kNotYesNo,
                  N_("'{indicator}' needs a yes/no condition here: write a comparison such as x == 1")},
      MessageText{code::kTableNothing,
                  N_("table {number} has neither rows nor columns: name the variables that it is printed by, "
                     "such as rows = [\"age_group\"]")},
      MessageText{code::kTableIndicators,
                  N_("table {number} names no indicators: name them, or ask for the cases themselves with "
                     "percent = \"row\", \"column\" or \"total\"")},
      MessageText{code::kTableNumberTwice, N_("two tables have the number {number}")},
      MessageText{code::kTablePercentMeasure,
                  N_("table {number}: the cells of '{indicator}' are no parts of a whole, since it neither "
                     "counts nor adds up: take percent = \"none\"")},
      MessageText{
          code::kTableStandardised,
          N_("table {number}: the cells of tables are not standardised: leave out standardise, or the "
             "tables that are not in percent")},
      MessageText{code::kDisclosureUnreached,
                  N_("{count} protected figures could still be worked out from what is published: group "
                     "categories, or publish fewer crosses")},
      MessageText{
          code::kDisclosureProtected,
          N_("{count} figures are withheld by [disclosure]: {primary} by its thresholds, {secondary} so "
             "that nobody can work those out")},
      MessageText{
          code::kTableNumberForm,
          N_("'{number}' cannot name a sheet of a workbook: at most 31 letters, digits and signs other "
             "than [ ] : * ? / \\ ' and blanks, and not the name of another of its sheets")},
      MessageText{code::kTablePercentSide,
                  N_("table {number} wants percentages by {percent}, which needs {needed}")},
      MessageText{code::kTableVariableTwice,
                  N_("table {number} has the variable '{variable}' twice in one cross")},
      MessageText{
          code::kTablePercentParts,
          N_("table {number}: '{indicator}' has several categories, and a percentage of them has no one "
             "meaning: name a yes/no condition, or take the variable as columns without indicators")},
      MessageText{code::kNoIndicators, N_("the study has no indicator to estimate: add an [[indicator]]")},
      MessageText{
          code::kEventsNotBelow,
          N_("the events of '{indicator}' must be the records of a level below '{level}', for a rate or a "
             "total: '{events}' cannot be")},
      MessageText{code::kRatioWithoutDenominator, N_("the ratio '{indicator}' has no denominator")},
      MessageText{code::kNumeratorNeeded, N_("the indicator '{indicator}' has no numerator")},
      MessageText{
          code::kTotalsOfNormalised,
          N_("the weight '{weight}' sums to {sum} over {count} rows: it is normalised, and a total of it is "
             "not a total of the population; use the expansion factor, or insist with --allow-normalised")},
      MessageText{code::kTextNotWeight,
                  N_("the weight '{weight}' is text, not a number: check how the file was "
                     "read (decimal mark, declared dialect)")},
      MessageText{code::kCalibratedNeedsWeight,
                  N_("a calibration is declared, and no weight is given that went through it")},
      MessageText{code::kCalibratedWhichWeight,
                  N_("the study has several weights: say with 'weight' which of them was calibrated")},
      MessageText{
          code::kCalibratedTwoPhase,
          N_("the variance of a design with two phases does not know calibrated weights: leave one out")},
      MessageText{code::kMarginForm,
                  N_("a margin has either 'by', variables whose categories had known totals, or 'variable', "
                     "a number with a known total")},
      MessageText{code::kMarginNotNumber,
                  N_("'{variable}' is text: the total of a margin's variable needs a number; its categories "
                     "are a margin with 'by'")},
      MessageText{
          code::kMarginTooMany,
          N_("the margins of the calibration have {count} groups by '{variable}', more than the {limit} that "
             "it may have: group the values with cut or recode")},
      MessageText{
          code::kMarginMissing,
          N_("{count} rows with weight have no value in '{variable}', a margin of the calibration: every row "
             "that was calibrated has one")},
      MessageText{code::kCalibratedRowsOutside, N_("{count} rows of '{level}' have the weight '{weight}' "
                                                   "although their row of '{calibrated}', whose "
                                                   "weight was calibrated, has none")},
      MessageText{
          code::kCalibratedLevel,
          N_("the weight '{weight}' was calibrated at the level '{calibrated}', which is not '{level}' nor "
             "above it: its calibration says nothing there")},
      MessageText{code::kCalibratedGivenReplicates,
                  N_("the declared calibration is not used: replicate weights of the file carry their own")},
      MessageText{
          code::kCalibratedMadeReplicates,
          N_("the declared calibration is not used: replicates made here re-weight PSUs without calibrating "
             "again, so that errors of calibrated quantities come out too large; linearization uses it")},
      MessageText{code::kOrphans,
                  N_("{count} rows of '{level}' belong to no row of '{parent}': check the keys of both")},
      MessageText{
          code::kMissingWeights,
          N_("{count} rows in the base of '{indicator}' have no weight in '{weight}': correct the file, or "
             "say who has a weight with where")},
      MessageText{
          code::kNegativeWeights,
          N_("{count} rows in the base of '{indicator}' have a missing or negative weight in '{weight}'")},
      MessageText{code::kEventsWithoutBase,
                  N_("{count} events of '{indicator}' belong to rows without weight: they would count in the "
                     "numerator and not in the base")},
      MessageText{code::kCheckFailed, N_("{count} rows of '{level}' break the rule '{check}': {message}")},
      MessageText{code::kJoinUnmatched,
                  N_("{count} rows of '{level}' have no row in {file}: its variables are "
                     "missing there")},
      MessageText{
          code::kRowsDropped,
          N_("drop_rows removes {count} rows of '{level}' from the design, and {psus} PSUs with them")},
      MessageText{code::kBreakdownMissing,
                  N_("{count} rows of '{level}' have no value in '{variable}': they are in "
                     "the total and in none of its cells")},
      MessageText{
          code::kMissingAnswers,
          N_("{count} rows ({percent} % of the weight) of the base of '{indicator}' have no answer and are "
             "left out of it")},
      MessageText{
          code::kUndeclaredMissing,
          N_("the code {code} of '{variable}' is labelled '{label}' and is not declared missing: it counts "
             "as an answer; declare it with missing")},
      MessageText{
          code::kWeightsNormalised,
          N_("the weight '{weight}' sums to {sum} over {count} rows: it is normalised, and a total of it is "
             "not a total of the population")},
      MessageText{code::kEventsUnknown,
                  N_("{count} events are not known to count in '{indicator}' (their condition "
                     "is missing) and are left out of it")},
      MessageText{code::kCheckWarns, N_("{count} rows of '{level}' break the rule '{check}': {message}")},
      MessageText{code::kLikeDiffers, N_("like {package}: {key} = {theirs}; sondeo's own is {ours}")},
      MessageText{
          code::kMemoryWhole,
          N_("this run can need {needed} MB, more than the {limit} MB of --memory: columns {columns}, values "
             "derived from them {derived}, the file while it is read {files}, sums {sums}, the program "
             "{program}. Its rows cannot come in parts because of {what}: leave that out, ask for fewer "
             "variables, or raise --memory")},
      MessageText{
          code::kMemoryLeast,
          N_("{limit} MB of --memory are too few even for rows that come in parts: this run needs at least "
             "{least} MB")},
      MessageText{
          code::kMemorySums,
          N_("after {rows} rows the sums by PSU and cell take {sums} MB, more than the {room} MB that the "
             "{limit} MB of --memory leave them: ask for fewer disaggregations or indicators, or raise "
             "--memory")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
