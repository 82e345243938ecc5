#include "engine/design/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> design_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kDesignMissing,
          N_("{count} rows have no value in {variables}, which the design needs: every row must have its "
             "stratum and PSU; correct the file, or leave those rows out with drop_rows")},
      MessageText{
          code::kFpcNotOneScale,
          N_("'{variable}' mixes population sizes (1 or more) and sampling fractions (1 or less): give all "
             "strata one or the other")},
      MessageText{code::kFpcVaries,
                  N_("the finite population correction is missing, not positive or not the same "
                     "within {count} strata: {strata}")},
      MessageText{
          code::kFpcTooSmall,
          N_("{count} strata have more PSUs in the sample than in the population: {strata}; check the "
             "finite population correction")},
      MessageText{
          code::kLonelyPsu,
          N_("{count} strata have a single PSU, so that their variance cannot be estimated: {strata}; merge "
             "them with similar strata, or choose lonely_psu = remove, certainty, adjust or average")},
      MessageText{code::kFpcMoreThanStages,
                  N_("{count} finite population corrections for {stages} stages: --fpc takes one for each "
                     "stage that --psu names, in the same order")},
      MessageText{code::kStrataMoreThanStages,
                  N_("--strata stands {count} times for {stages} stages: each holds the strata of one stage; "
                     "several variables of one stage go between commas")},
      MessageText{code::kStagesAndKeys,
                  N_("'stages' and '{key}' both describe the first stage: keep one of them")},
      MessageText{
          code::kPpsWithKey,
          N_("PSUs with unequal probabilities are a design of one stage here: '{key}' does not go with "
             "them")},
      MessageText{code::kStageNeedsId,
                  N_("stage {stage} has no id: only the units of the last stage can be the rows")},
      MessageText{
          code::kFpcNotNumber,
          N_("the finite population correction '{variable}' is text, not a number: check the variable "
             "named and how the file was read")},
      MessageText{code::kCollapseNotStrata,
                  N_("'{variable}' is not one of the strata's variables: strata are merged where those have "
                     "the same codes")},
      MessageText{
          code::kCollapseForm,
          N_("'{key}' needs collapse = [variables], merge = [[stratum, stratum], ...] or map = file")},
      MessageText{code::kCollapseUnknown,
                  N_("there is no stratum '{stratum}' to merge: strata are written by their codes, with / "
                     "between those of several variables")},
      MessageText{
          code::kStrataMerged,
          N_("strata were merged, {count} in the end: {strata}; their variance is that of one stratum")},
      MessageText{code::kMergesProposed,
                  N_("{count} strata have a single PSU: {strata}; similar strata to merge them with, for the "
                     "study: {merges}")},
      MessageText{
          code::kStageFpcVaries,
          N_("the finite population correction of stage {stage} is missing, not positive or not the "
             "same in all rows of {count} of its strata, in the strata of the first stage: {strata}")},
      MessageText{code::kStageFpcTooSmall,
                  N_("stage {stage} has more units in the sample than in the population in {count} of its "
                     "strata, in the strata of the first stage: {strata}; check its finite population "
                     "correction")},
      MessageText{
          code::kStageLonely,
          N_("stage {stage} has a single unit in {count} of its strata, so that their variance cannot "
             "be estimated, in the strata of the first stage: {strata}; choose lonely_psu = remove, "
             "certainty, adjust or average, or leave the later stages out with ultimate_cluster")},
      MessageText{
          code::kCertaintyVaries,
          N_("'{variable}' says both yes and no inside {count} PSUs: a PSU is in the sample for sure, "
             "or it is not")},
      MessageText{code::kCertaintyNotYesNo,
                  N_("'{variable}' must say yes or no (1 or 0) of each PSU, and {count} rows have something "
                     "else: write a condition, as 'selfrep == 2'")},
      MessageText{code::kStagesWithoutFpc,
                  N_("of {stages} stages, stage {stage} has no finite population correction: its units are "
                     "taken as drawn from infinitely many, and the stages after the first such add nothing "
                     "to the variance")},
      MessageText{code::kReplicateRho,
                  N_("'{value}': Fay's rho must be a number from 0 to less than 1, as in fay:0.5")},
      MessageText{code::kReplicateCount,
                  N_("'{value}': the bootstrap needs its number of replicates, from {low} to {high}, as in "
                     "bootstrap:500")},
      MessageText{code::kReplicateColumnsAbsent,
                  N_("no variable of {source} matches '{pattern}', where replicate weights should be")},
      MessageText{
          code::kReplicateMethodNeeded,
          N_("replicate weights need the method by which they were made: add --replicates with brr, fay:RHO, "
             "jk1, jkn, jk2, bootstrap, sdr, acs or other")},
      MessageText{code::kReplicateColumnsNeeded,
                  N_("{flag} says something of replicate weights, and there are none: add "
                     "--replicate-weights with their columns")},
      MessageText{code::kReplicateRscalesCount,
                  N_("{count} rscales for {expected} columns of replicate weights: give one for each")},
      MessageText{code::kReplicateRscalesNeeded, N_("jkn replicate weights need their rscales, (n - 1) / n "
                                                    "of the stratum that each replicate leaves "
                                                    "a PSU out of: give them, one for each column")},
      MessageText{
          code::kReplicatesTwice,
          N_("the variance cannot come both from the file's replicate weights and from '{variance}': leave "
             "one out")},
      MessageText{code::kReplicateSeedUnused,
                  N_("a seed is only used by the bootstraps and jk2: leave it out, or ask for one of those")},
      MessageText{code::kReplicateColumnText,
                  N_("the replicate weight '{variable}' is text, not a number: check the columns named and "
                     "how the file was read")},
      MessageText{
          code::kReplicatesSeveralWeights,
          N_("the replicate columns are full weights (combined), which belong to one weight, and the "
             "indicators use several: {weights}; estimate them apart, or declare combined = false if the "
             "columns are factors")},
      MessageText{code::kRscalesNotRead, N_("the rscales file '{file}' could not be read")},
      MessageText{code::kRscalesNotNumber,
                  N_("line {line} of the rscales file '{file}' is not a number of 0 or more: write one "
                     "number on each line")},
      MessageText{code::kReplicatesMissing,
                  N_("{count} rows in the base of '{indicator}' have no value in the replicate weight "
                     "'{variable}': correct the file, or check the columns named")},
      MessageText{code::kReplicatesNegative,
                  N_("{count} rows in the base of '{indicator}' have a negative value in the replicate "
                     "weight '{variable}': correct the file, or check the columns named")},
      MessageText{code::kReplicatesStratified,
                  N_("the variance {method} is for a design without strata, and this one has {count}: ask "
                     "for jkn")},
      MessageText{code::kReplicatesUnstratified,
                  N_("the variance {method} needs several strata, and this design has one: ask for jk1 or "
                     "bootstrap:R")},
      MessageText{code::kReplicatesNotTwoPsus,
                  N_("the variance {method} needs two PSUs in each stratum, and {count} strata have another "
                     "number: {strata}; ask for jkn or bootstrap:R")},
      MessageText{code::kReplicatesFpc,
                  N_("the variance {method} cannot keep the finite population correction: ask for jk1, jkn, "
                     "rwyb:R, preston:R or linearization, or leave the correction out")},
      MessageText{
          code::kReplicatesLonely,
          N_("{count} strata have a single PSU, which the variance {method} can only take as certain: "
             "{strata}; choose lonely_psu = remove or certainty, or merge them with similar strata")},
      MessageText{code::kReplicatesNone,
                  N_("no stratum has two PSUs to make replicates from by {method}: check strata and PSU, or "
                     "ask for linearization")},
      MessageText{code::kReplicatesTooMany,
                  N_("{replicates} replicates of {psus} PSUs are more than fit in memory for {method}: ask "
                     "for fewer, or for linearization")},
      MessageText{code::kReplicatesStrataLimit,
                  N_("{method} is made for at most {limit} strata, and this design has {strata}: ask for jkn "
                     "or linearization")},
      MessageText{code::kPpsJointNeeded, N_("--pps {method} needs the joint probabilities of the PSUs: add "
                                            "--joint-probabilities FILE (in a study, joint)")},
      MessageText{code::kPpsJointUnused,
                  N_("{method} does not use joint probabilities: leave the file out, or choose joint")},
      MessageText{code::kPpsVarianceUnused, N_("{method} has one form of variance: leave ht or yg out, or "
                                               "choose overton, hartley-rao or joint")},
      MessageText{code::kPpsMeanRange, N_("'{value}': the sum of squared inclusion probabilities over the "
                                          "population, divided by n, is a number above 0 and at most 1")},
      MessageText{code::kPpsWithFpc,
                  N_("with unequal probabilities the inclusion probabilities take the place of the finite "
                     "population correction: give the variable as --pps-probabilities (in a study, "
                     "probabilities under [design.pps])")},
      MessageText{
          code::kPpsWithReplicates,
          N_("the variance cannot come both from unequal probabilities and from replicates: leave one out")},
      MessageText{
          code::kPpsPsuNeeded,
          N_("joint probabilities name PSUs by their codes: say which variable holds them, with psu")},
      MessageText{code::kPpsProbabilityNeeded,
                  N_("unequal probabilities need the inclusion probabilities of the PSUs: name their "
                     "variable with --pps-probabilities (in a study, probabilities under [design.pps]), or a "
                     "weight of this level, whose inverse they are then")},
      MessageText{code::kPpsProbabilityVaries,
                  N_("{count} PSUs have no single inclusion probability in '{variable}': it is missing or "
                     "not the same in all their rows; name the probabilities of the PSUs with "
                     "--pps-probabilities (in a study, probabilities under [design.pps])")},
      MessageText{code::kPpsProbabilityRange,
                  N_("{count} PSUs have an inclusion probability from '{variable}' that is not above 0 and "
                     "at most 1: check the variable; of a weight the inverse is taken")},
      MessageText{
          code::kPpsMeanStrata,
          N_("one number for {count} strata: the sum of squared inclusion probabilities over the population, "
             "divided by n, is each stratum's own; name a variable with it, as in hartley-rao:P")},
      MessageText{code::kPpsMeanVaries,
                  N_("{count} strata have no single value in '{variable}' above 0 and at most 1, where the "
                     "sum of squared inclusion probabilities over the population, divided by n, should be")},
      MessageText{code::kJointForm,
                  N_("the joint probabilities of {file} ({rows} rows, {columns} columns) are neither a "
                     "square matrix (first column the codes of the PSUs, one further column for each of "
                     "them) nor a list (columns id1, id2, probability)")},
      MessageText{code::kJointNotNumbers,
                  N_("column {column} of {file} holds texts where joint probabilities should be: check the "
                     "decimal mark and that no cell is a word")},
      MessageText{code::kJointColumnsNotNamed,
                  N_("{count} rows of {file} are of PSUs that no column is named by: the columns of a matrix "
                     "of joint probabilities are named by the codes of its first column")},
      MessageText{
          code::kJointIdsRepeat,
          N_("{count} rows of {file} repeat the code of a PSU: each PSU has one row of joint probabilities")},
      MessageText{code::kJointPsusAbsent,
                  N_("{count} PSUs of the sample are not in {file}: it must have the joint probabilities of "
                     "them all; check that codes are written as in the data")},
      MessageText{code::kJointPairsAbsent, N_("{count} pairs of PSUs of one stratum are not in {file}: only "
                                              "pairs of different strata may be left out")},
      MessageText{code::kJointNotSymmetric,
                  N_("the joint probabilities of {file} are not symmetric: row {row}, column {column} and "
                     "row {other_row}, column {other_column} are of the same two PSUs and differ")},
      MessageText{code::kJointDiagonal,
                  N_("row {row}, column {column} of {file} is the probability of a PSU with itself, and not "
                     "the inclusion probability that the design has for it: correct the file, or check which "
                     "variable holds the probabilities")},
      MessageText{code::kJointRange,
                  N_("row {row}, column {column} of {file} cannot be a joint probability: it is above 0 and "
                     "at most the smaller inclusion probability of the two PSUs")},
      MessageText{code::kJointCodesAmbiguous,
                  N_("{count} PSUs of the sample have a code that another stratum has too, so that {file} "
                     "does not say which is meant: give a list with columns id1, id2, probability and the "
                     "strata by their names, or codes that are unique")},
      MessageText{code::kJointTooMany,
                  N_("the {pairs} pairs of PSUs for {file} are more than the {limit} that a design may hold: "
                     "choose brewer, overton or hartley-rao, which need no joint probabilities")},
      MessageText{
          code::kTwoPhaseCompany,
          N_("a second phase goes with the strata, PSU and fpc of a first phase of one stage, not with "
             "unequal probabilities, replicates, later stages, certainty or domain_lonely: leave those out")},
      MessageText{code::kTwoPhaseLonelyRule,
                  N_("with a second phase strata of one PSU can be taken as certain only: choose lonely_psu "
                     "= remove or certainty, or merge them with similar strata")},
      MessageText{
          code::kTwoPhaseSubsetMissing,
          N_("{count} rows do not say whether they are in the second phase: its condition is missing there")},
      MessageText{code::kTwoPhaseEmpty, N_("no row is in the second phase: check its condition")},
      MessageText{code::kTwoPhaseUnitsSpread, N_("{count} units of the second phase have rows in several "
                                                 "PSUs of the first: units must lie inside PSUs")},
      MessageText{code::kTwoPhaseStrataEmpty,
                  N_("{count} strata of the second phase have rows of the first phase and none drawn in the "
                     "second, so that nothing stands for them: merge them with similar strata")},
      MessageText{code::kTwoPhaseApproxPsus,
                  N_("approx is for one unit of the second phase in each PSU of the first, and {count} units "
                     "are not alone in theirs: ask for full")},
      MessageText{code::kReplicateScaleGuessed,
                  N_("the method {method} does not say the scale of its variance: {scale} was used, and "
                     "rscales of 1, or 1 / largest factor for jkn; give scale and rscales if the survey's "
                     "documentation has others")},
      MessageText{code::kReplicateColumnsMissing,
                  N_("{count} columns of '{pattern}' are not in {source}: {names}")},
      MessageText{code::kReplicateColumnsGap,
                  N_("the columns of {source} that '{pattern}' takes pass over {count} numbers: {names}; if "
                     "the survey has no such replicates, name the ranges that it has, as in w[1-40,42-80]")},
      MessageText{code::kReplicateColumnsTwice,
                  N_("the replicate weight '{variable}' is in {file} and in {source}: leave one out")},
      MessageText{code::kReplicateLevelNeeded,
                  N_("the study has several tables, and it does not say whose rows the replicate weights of "
                     "'{file}' are of: add level, one of {known}")},
      MessageText{code::kMadeReplicatesOption,
                  N_("{option} is not used by the variance {method}, but by {methods}: leave it out, or ask "
                     "for one of those")},
      MessageText{code::kBootstrapSizeUnused,
                  N_("how many replicates are needed can be said of random ones only: ask for a bootstrap, "
                     "or give the bootstrap weights of the file")},
      MessageText{code::kWriteReplicatesNone,
                  N_("there are no replicates to write: ask for the variance that makes them, such as jkn or "
                     "bootstrap:500")},
      MessageText{code::kWriteReplicatesSeveral,
                  N_("the indicators use several levels or weights, and a file of replicate weights has one "
                     "of each: choose indicators that share them")},
      MessageText{code::kWriteReplicatesFormat,
                  N_("'{file}': replicate weights are written as .csv, .sav or .dta")},
      MessageText{code::kReplicateTau, N_("'{value}': tau must be a number of 1 or more")},
      MessageText{code::kWriteReplicatesKey,
                  N_("drop_rows leaves rows of '{level}' out, so that row numbers are not those of the file: "
                     "give the table a key to write replicate weights by")},
      MessageText{code::kBootstrapDraws,
                  N_("{draws} draws make negative weights by {method} in {count} strata: {strata}; at most "
                     "{most} can be taken in all")},
      MessageText{code::kReplicateOrderMissing,
                  N_("{count} rows have no number in '{variable}', which gives the order of the PSUs")},
      MessageText{
          code::kReplicateTauSmall,
          N_("with a tau of {tau} the variance {method} makes negative weights: {least} or more, or no "
             "tau, makes none")},
      MessageText{code::kReplicatesSdrLimit,
                  N_("the variance {method} with a replicate for each of {psus} PSUs needs a matrix beyond "
                     "{limit}: say how many replicates, as in sdr:160")},
      MessageText{code::kReplicateTableLimit,
                  N_("{replicates} replicate weights of {rows} rows are more than the {limit} numbers that "
                     "are written: ask for fewer replicates")},
      MessageText{code::kReplicateRowNumber,
                  N_("the column '{column}' of {file} must give the row of the data file, a whole number "
                     "from 1: correct it, or name a key that both files have")},
      MessageText{code::kReplicateRowsUnused,
                  N_("{count} rows of {file} belong to no row of the data, and are left out")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
