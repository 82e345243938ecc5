#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"
#include "weights/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> calibration_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kTotalsColumnAbsent,
                  N_("{file} has no column '{column}': a file of totals has the margin's variables by their "
                     "names, and 'total'")},
      MessageText{code::kTemplateNothing,
                  N_("no step of the study names a file of totals: there is nothing to be filled in")},
      MessageText{code::kTotalsCodeMissing, N_("line {row} of {file} has a total and no code for it")},
      MessageText{code::kTotalsKey,
                  N_("'{code}' is not a code of each of the margin's {count} variables: write them with '/' "
                     "between, as \"1/15-19\"")},
      MessageText{code::kMarginTotals,
                  N_("a margin has its totals in 'totals', a file or a table of numbers by code; a variable "
                     "without parts may have 'total', a number, instead")},
      MessageText{code::kRakeOfNumber,
                  N_("raking takes margins of categories alone, and '{variable}' is a number: ask for "
                     "calibrate with distance = \"raking\"")},
      MessageText{code::kCalibrateBoundsForm,
                  N_("bounds are two numbers, on g one below 1 and one above it, as [0.4, 2.5]; logit has "
                     "them on g only")},
      MessageText{code::kCalibrateBoundsNeeded,
                  N_("the distance logit, and bounds_on, need bounds = [lower, upper]")},
      MessageText{code::kTotalsNotNumber,
                  N_("the total at {row} of {file} is not a number of 0 or more: correct it")},
      MessageText{code::kTotalsTwice, N_("{file} has two totals for {code}: leave one")},
      MessageText{
          code::kSheetWithoutWorkbook,
          N_("'{sheet}' is named as a sheet, but '{file}' is no .xlsx workbook: remove it, or name the "
             "workbook")},
      MessageText{code::kCovarianceAndErrors,
                  N_("the totals have standard errors and a covariance ('{file}') as well: leave one. The "
                     "covariance has the squares of the standard errors on its diagonal")},
      MessageText{
          code::kCovarianceNames,
          N_("the covariance '{file}' names totals that the step does not have: {names}; name them as "
             "sondeo weigh shows them: {known}")},
      MessageText{code::kCovarianceSquare,
                  N_("the covariance '{file}' is not square: its column 'total' names each total once, and "
                     "its other columns are named by the same totals")},
      MessageText{code::kCovarianceNotNumber,
                  N_("the covariance '{file}' has no number for {total} and {other}: write it, 0 if their "
                     "errors have nothing in common")},
      MessageText{code::kCovarianceAsymmetric,
                  N_("the covariance '{file}' has two numbers for {total} and {other}: make them the same")},
      MessageText{code::kCovarianceIndefinite,
                  N_("the covariance '{file}' is none: some sum of the totals would have a variance below 0. "
                     "Check that it holds covariances, not correlations or standard errors")},
      MessageText{code::kControlReplicates,
                  N_("step '{step}': its totals are estimates, whose errors replicates carry as weights that "
                     "meet totals moved by a standard error; there are none for {total}. Widen the bounds, "
                     "correct the standard error, or take variance = \"linearization\"")},
      MessageText{
          code::kReplicatesDiffer,
          N_("'{name}' takes estimates whose replicates are not the same: those of weights that steps "
             "calibrate to estimated totals have the totals' errors, others have not. Give both weights "
             "by steps, or take variance = \"linearization\"")},
      MessageText{code::kCodesWithoutTotal,
                  N_("{count} codes of '{margin}' have rows with weight and no total in {file}: {codes}; add "
                     "their totals, or recode the rows")},
      MessageText{code::kTotalsWithoutCase,
                  N_("{count} totals of '{margin}' in {file} have no row with weight: {codes}; no weight can "
                     "meet them: merge the codes with others, in the file and by recode, or say partial = "
                     "true to leave them out")},
      MessageText{code::kTotalsZero,
                  N_("{count} codes of '{margin}' have rows with weight and a total of 0 in {file}: {codes}; "
                     "leave those rows out with where, or correct the totals")},
      MessageText{code::kMarginSums,
                  N_("the totals of '{margin}' in {file} add up to {sum} and those of '{other}' to "
                     "{other_sum}, a difference of {difference}: both count the same population, correct one "
                     "of them")},
      MessageText{
          code::kCalibrateScale,
          N_("{count} rows with weight have no scale above 0 in '{variable}': a scale is a variance")},
      MessageText{
          code::kCalibrationInconsistent,
          N_("the totals of '{step}' contradict each other: those of some margins follow from others, "
             "and are not what is given: {margins}; correct them, or leave a margin out")},
      MessageText{
          code::kCalibrationBounds,
          N_("no weights within [{lower}, {upper}] meet the totals of '{step}'; missed: {margins}; bounds of "
             "[{least_lower}, {least_upper}] would do: widen them, merge small groups, or give penalties")},
      MessageText{
          code::kCalibrationOutOfReach,
          N_("no weights were found that meet the totals of '{step}' (iterations: {iterations}); missed: "
             "{margins}; merge small groups, take another distance or no bounds, or give penalties")},
      MessageText{code::kRakingNotConverged,
                  N_("raking '{step}' did not meet its totals in {sweeps} sweeps; missed: {margins}; merge "
                     "small groups, allow more iterations, or a larger tolerance")},
      MessageText{code::kCalibrationNegative,
                  N_("'{step}' would give {count} rows a weight below 0: set bounds = [0.1, 10], or take the "
                     "distance raking")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
