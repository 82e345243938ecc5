#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> design_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          Code::kDesignMissing,
          N_("{count} rows have no value in {variables}, which the design needs: every row must have its "
             "stratum and PSU; correct the file, or leave those rows out with drop_rows")},
      MessageText{
          Code::kFpcNotOneScale,
          N_("'{variable}' mixes population sizes (1 or more) and sampling fractions (1 or less): give all "
             "strata one or the other")},
      MessageText{Code::kFpcVaries,
                  N_("the finite population correction is missing, not positive or not the same "
                     "within {count} strata: {strata}")},
      MessageText{
          Code::kFpcTooSmall,
          N_("{count} strata have more PSUs in the sample than in the population: {strata}; check the "
             "finite population correction")},
      MessageText{
          Code::kLonelyPsu,
          N_("{count} strata have a single PSU, so that their variance cannot be estimated: {strata}; merge "
             "them with similar strata, or choose lonely_psu = remove, certainty, adjust or average")},
      MessageText{Code::kFpcMoreThanStages,
                  N_("{count} finite population corrections for {stages} stages: --fpc takes one for each "
                     "stage that --psu names, in the same order")},
      MessageText{Code::kStrataMoreThanStages,
                  N_("--strata stands {count} times for {stages} stages: each holds the strata of one stage; "
                     "several variables of one stage go between commas")},
      MessageText{Code::kStagesAndKeys,
                  N_("'stages' and '{key}' both describe the first stage: keep one of them")},
      MessageText{
          Code::kPpsWithKey,
          N_("PSUs with unequal probabilities are a design of one stage here: '{key}' does not go with "
             "them")},
      MessageText{Code::kStageNeedsId,
                  N_("stage {stage} has no id: only the units of the last stage can be the rows")},
      MessageText{
          Code::kFpcNotNumber,
          N_("the finite population correction '{variable}' is text, not a number: check the variable "
             "named and how the file was read")},
      MessageText{Code::kCollapseNotStrata,
                  N_("'{variable}' is not one of the strata's variables: strata are merged where those have "
                     "the same codes")},
      MessageText{
          Code::kCollapseForm,
          N_("'{key}' needs collapse = [variables], merge = [[stratum, stratum], ...] or map = file")},
      MessageText{Code::kCollapseUnknown,
                  N_("there is no stratum '{stratum}' to merge: strata are written by their codes, with / "
                     "between those of several variables")},
      MessageText{
          Code::kStrataMerged,
          N_("strata were merged, {count} in the end: {strata}; their variance is that of one stratum")},
      MessageText{Code::kMergesProposed,
                  N_("{count} strata have a single PSU: {strata}; similar strata to merge them with, for the "
                     "study: {merges}")},
      MessageText{
          Code::kStageFpcVaries,
          N_("the finite population correction of stage {stage} is missing, not positive or not the "
             "same in all rows of {count} of its strata, in the strata of the first stage: {strata}")},
      MessageText{Code::kStageFpcTooSmall,
                  N_("stage {stage} has more units in the sample than in the population in {count} of its "
                     "strata, in the strata of the first stage: {strata}; check its finite population "
                     "correction")},
      MessageText{
          Code::kStageLonely,
          N_("stage {stage} has a single unit in {count} of its strata, so that their variance cannot "
             "be estimated, in the strata of the first stage: {strata}; choose lonely_psu = remove, "
             "certainty, adjust or average, or leave the later stages out with ultimate_cluster")},
      MessageText{
          Code::kCertaintyVaries,
          N_("'{variable}' says both yes and no inside {count} PSUs: a PSU is in the sample for sure, "
             "or it is not")},
      MessageText{Code::kCertaintyNotYesNo,
                  N_("'{variable}' must say yes or no (1 or 0) of each PSU, and {count} rows have something "
                     "else: write a condition, as 'selfrep == 2'")},
      MessageText{Code::kStagesWithoutFpc,
                  N_("of {stages} stages, stage {stage} has no finite population correction: its units are "
                     "taken as drawn from infinitely many, and the stages after the first such add nothing "
                     "to the variance")},
      MessageText{Code::kReplicateRho,
                  N_("'{value}': Fay's rho must be a number from 0 to less than 1, as in fay:0.5")},
      MessageText{Code::kReplicateCount,
                  N_("'{value}': the bootstrap needs its number of replicates, from {low} to {high}, as in "
                     "bootstrap:500")},
      MessageText{Code::kReplicateColumnsAbsent,
                  N_("no variable of {source} matches '{pattern}', where replicate weights should be")},
      MessageText{
          Code::kReplicateMethodNeeded,
          N_("replicate weights need the method by which they were made: add --replicates with brr, fay:RHO, "
             "jk1, jkn, jk2, bootstrap, sdr, acs or other")},
      MessageText{Code::kReplicateColumnsNeeded,
                  N_("{flag} says something of replicate weights, and there are none: add "
                     "--replicate-weights with their columns")},
      MessageText{Code::kReplicateRscalesCount,
                  N_("{count} rscales for {expected} columns of replicate weights: give one for each")},
      MessageText{Code::kReplicateRscalesNeeded, N_("jkn replicate weights need their rscales, (n - 1) / n "
                                                    "of the stratum that each replicate leaves "
                                                    "a PSU out of: give them, one for each column")},
      MessageText{
          Code::kReplicatesTwice,
          N_("the variance cannot come both from the file's replicate weights and from '{variance}': leave "
             "one out")},
      MessageText{Code::kReplicateSeedUnused,
                  N_("a seed is only used by the bootstraps and jk2: leave it out, or ask for one of those")},
      MessageText{Code::kReplicateColumnText,
                  N_("the replicate weight '{variable}' is text, not a number: check the columns named and "
                     "how the file was read")},
      MessageText{
          Code::kReplicatesSeveralWeights,
          N_("the replicate columns are full weights (combined), which belong to one weight, and the "
             "indicators use several: {weights}; estimate them apart, or declare combined = false if the "
             "columns are factors")},
      MessageText{Code::kRscalesNotRead, N_("the rscales file '{file}' could not be read")},
      MessageText{Code::kRscalesNotNumber,
                  N_("line {line} of the rscales file '{file}' is not a number of 0 or more: write one "
                     "number on each line")},
      MessageText{Code::kReplicatesMissing,
                  N_("{count} rows in the base of '{indicator}' have no value in the replicate weight "
                     "'{variable}': correct the file, or check the columns named")},
      MessageText{Code::kReplicatesNegative,
                  N_("{count} rows in the base of '{indicator}' have a negative value in the replicate "
                     "weight '{variable}': correct the file, or check the columns named")},
      MessageText{Code::kReplicatesStratified,
                  N_("the variance {method} is for a design without strata, and this one has {count}: ask "
                     "for jkn")},
      MessageText{Code::kReplicatesUnstratified,
                  N_("the variance {method} needs several strata, and this design has one: ask for jk1 or "
                     "bootstrap:R")},
      MessageText{Code::kReplicatesNotTwoPsus,
                  N_("the variance {method} needs two PSUs in each stratum, and {count} strata have another "
                     "number: {strata}; ask for jkn or bootstrap:R")},
      MessageText{Code::kReplicatesFpc,
                  N_("the variance {method} cannot keep the finite population correction: ask for jk1, jkn, "
                     "rwyb:R, preston:R or linearization, or leave the correction out")},
      MessageText{
          Code::kReplicatesLonely,
          N_("{count} strata have a single PSU, which the variance {method} can only take as certain: "
             "{strata}; choose lonely_psu = remove or certainty, or merge them with similar strata")},
      MessageText{Code::kReplicatesNone,
                  N_("no stratum has two PSUs to make replicates from by {method}: check strata and PSU, or "
                     "ask for linearization")},
      MessageText{Code::kReplicatesTooMany,
                  N_("{replicates} replicates of {psus} PSUs are more than fit in memory for {method}: ask "
                     "for fewer, or for linearization")},
      MessageText{Code::kReplicatesStrataLimit,
                  N_("{method} is made for at most {limit} strata, and this design has {strata}: ask for jkn "
                     "or linearization")},
      MessageText{Code::kPpsJointNeeded, N_("--pps {method} needs the joint probabilities of the PSUs: add "
                                            "--joint-probabilities FILE (in a study, joint)")},
      MessageText{Code::kPpsJointUnused,
                  N_("{method} does not use joint probabilities: leave the file out, or choose joint")},
      MessageText{Code::kPpsVarianceUnused, N_("{method} has one form of variance: leave ht or yg out, or "
                                               "choose overton, hartley-rao or joint")},
      MessageText{Code::kPpsMeanRange, N_("'{value}': the sum of squared inclusion probabilities over the "
                                          "population, divided by n, is a number above 0 and at most 1")},
      MessageText{Code::kPpsWithFpc,
                  N_("with unequal probabilities the inclusion probabilities take the place of the finite "
                     "population correction: give the variable as --pps-probabilities (in a study, "
                     "probabilities under [design.pps])")},
      MessageText{
          Code::kPpsWithReplicates,
          N_("the variance cannot come both from unequal probabilities and from replicates: leave one out")},
      MessageText{
          Code::kPpsPsuNeeded,
          N_("joint probabilities name PSUs by their codes: say which variable holds them, with psu")},
      MessageText{Code::kPpsProbabilityNeeded,
                  N_("unequal probabilities need the inclusion probabilities of the PSUs: name their "
                     "variable with --pps-probabilities (in a study, probabilities under [design.pps]), or a "
                     "weight of this level, whose inverse they are then")},
      MessageText{Code::kPpsProbabilityVaries,
                  N_("{count} PSUs have no single inclusion probability in '{variable}': it is missing or "
                     "not the same in all their rows; name the probabilities of the PSUs with "
                     "--pps-probabilities (in a study, probabilities under [design.pps])")},
      MessageText{Code::kPpsProbabilityRange,
                  N_("{count} PSUs have an inclusion probability from '{variable}' that is not above 0 and "
                     "at most 1: check the variable; of a weight the inverse is taken")},
      MessageText{
          Code::kPpsMeanStrata,
          N_("one number for {count} strata: the sum of squared inclusion probabilities over the population, "
             "divided by n, is each stratum's own; name a variable with it, as in hartley-rao:P")},
      MessageText{Code::kPpsMeanVaries,
                  N_("{count} strata have no single value in '{variable}' above 0 and at most 1, where the "
                     "sum of squared inclusion probabilities over the population, divided by n, should be")},
      MessageText{Code::kJointForm,
                  N_("the joint probabilities of {file} ({rows} rows, {columns} columns) are neither a "
                     "square matrix (first column the codes of the PSUs, one further column for each of "
                     "them) nor a list (columns id1, id2, probability)")},
      MessageText{Code::kJointNotNumbers,
                  N_("column {column} of {file} holds texts where joint probabilities should be: check the "
                     "decimal mark and that no cell is a word")},
      MessageText{Code::kJointColumnsNotNamed,
                  N_("{count} rows of {file} are of PSUs that no column is named by: the columns of a matrix "
                     "of joint probabilities are named by the codes of its first column")},
      MessageText{
          Code::kJointIdsRepeat,
          N_("{count} rows of {file} repeat the code of a PSU: each PSU has one row of joint probabilities")},
      MessageText{Code::kJointPsusAbsent,
                  N_("{count} PSUs of the sample are not in {file}: it must have the joint probabilities of "
                     "them all; check that codes are written as in the data")},
      MessageText{Code::kJointPairsAbsent, N_("{count} pairs of PSUs of one stratum are not in {file}: only "
                                              "pairs of different strata may be left out")},
      MessageText{Code::kJointNotSymmetric,
                  N_("the joint probabilities of {file} are not symmetric: row {row}, column {column} and "
                     "row {other_row}, column {other_column} are of the same two PSUs and differ")},
      MessageText{Code::kJointDiagonal,
                  N_("row {row}, column {column} of {file} is the probability of a PSU with itself, and not "
                     "the inclusion probability that the design has for it: correct the file, or check which "
                     "variable holds the probabilities")},
      MessageText{Code::kJointRange,
                  N_("row {row}, column {column} of {file} cannot be a joint probability: it is above 0 and "
                     "at most the smaller inclusion probability of the two PSUs")},
      MessageText{Code::kJointCodesAmbiguous,
                  N_("{count} PSUs of the sample have a code that another stratum has too, so that {file} "
                     "does not say which is meant: give a list with columns id1, id2, probability and the "
                     "strata by their names, or codes that are unique")},
      MessageText{Code::kJointTooMany,
                  N_("the {pairs} pairs of PSUs for {file} are more than the {limit} that a design may hold: "
                     "choose brewer, overton or hartley-rao, which need no joint probabilities")},
      MessageText{
          Code::kTwoPhaseCompany,
          N_("a second phase goes with the strata, PSU and fpc of a first phase of one stage, not with "
             "unequal probabilities, replicates, later stages, certainty or domain_lonely: leave those out")},
      MessageText{Code::kTwoPhaseLonelyRule,
                  N_("with a second phase strata of one PSU can be taken as certain only: choose lonely_psu "
                     "= remove or certainty, or merge them with similar strata")},
      MessageText{
          Code::kTwoPhaseSubsetMissing,
          N_("{count} rows do not say whether they are in the second phase: its condition is missing there")},
      MessageText{Code::kTwoPhaseEmpty, N_("no row is in the second phase: check its condition")},
      MessageText{Code::kTwoPhaseUnitsSpread, N_("{count} units of the second phase have rows in several "
                                                 "PSUs of the first: units must lie inside PSUs")},
      MessageText{Code::kTwoPhaseStrataEmpty,
                  N_("{count} strata of the second phase have rows of the first phase and none drawn in the "
                     "second, so that nothing stands for them: merge them with similar strata")},
      MessageText{Code::kTwoPhaseApproxPsus,
                  N_("approx is for one unit of the second phase in each PSU of the first, and {count} units "
                     "are not alone in theirs: ask for full")},
      MessageText{Code::kReplicateScaleGuessed,
                  N_("the method {method} does not say the scale of its variance: {scale} was used, and "
                     "rscales of 1, or 1 / largest factor for jkn; give scale and rscales if the survey's "
                     "documentation has others")},
      MessageText{Code::kReplicateColumnsMissing,
                  N_("{count} columns of '{pattern}' are not in {source}: {names}")},
      MessageText{Code::kReplicateColumnsGap,
                  N_("the columns of {source} that '{pattern}' takes pass over {count} numbers: {names}; if "
                     "the survey has no such replicates, name the ranges that it has, as in w[1-40,42-80]")},
      MessageText{Code::kReplicateColumnsTwice,
                  N_("the replicate weight '{variable}' is in {file} and in {source}: leave one out")},
      MessageText{Code::kReplicateLevelNeeded,
                  N_("the study has several tables, and it does not say whose rows the replicate weights of "
                     "'{file}' are of: add level, one of {known}")},
      MessageText{Code::kMadeReplicatesOption,
                  N_("{option} is not used by the variance {method}, but by {methods}: leave it out, or ask "
                     "for one of those")},
      MessageText{Code::kBootstrapSizeUnused,
                  N_("how many replicates are needed can be said of random ones only: ask for a bootstrap, "
                     "or give the bootstrap weights of the file")},
      MessageText{Code::kWriteReplicatesNone,
                  N_("there are no replicates to write: ask for the variance that makes them, such as jkn or "
                     "bootstrap:500")},
      MessageText{Code::kWriteReplicatesSeveral,
                  N_("the indicators use several levels or weights, and a file of replicate weights has one "
                     "of each: choose indicators that share them")},
      MessageText{Code::kWriteReplicatesFormat,
                  N_("'{file}': replicate weights are written as .csv, .sav or .dta")},
      MessageText{Code::kReplicateTau, N_("'{value}': tau must be a number of 1 or more")},
      MessageText{Code::kWriteReplicatesKey,
                  N_("drop_rows leaves rows of '{level}' out, so that row numbers are not those of the file: "
                     "give the table a key to write replicate weights by")},
      MessageText{Code::kBootstrapDraws,
                  N_("{draws} draws make negative weights by {method} in {count} strata: {strata}; at most "
                     "{most} can be taken in all")},
      MessageText{Code::kReplicateOrderMissing,
                  N_("{count} rows have no number in '{variable}', which gives the order of the PSUs")},
      MessageText{
          Code::kReplicateTauSmall,
          N_("with a tau of {tau} the variance {method} makes negative weights: {least} or more, or no "
             "tau, makes none")},
      MessageText{Code::kReplicatesSdrLimit,
                  N_("the variance {method} with a replicate for each of {psus} PSUs needs a matrix beyond "
                     "{limit}: say how many replicates, as in sdr:160")},
      MessageText{Code::kReplicateTableLimit,
                  N_("{replicates} replicate weights of {rows} rows are more than the {limit} numbers that "
                     "are written: ask for fewer replicates")},
      MessageText{Code::kReplicateRowNumber,
                  N_("the column '{column}' of {file} must give the row of the data file, a whole number "
                     "from 1: correct it, or name a key that both files have")},
      MessageText{Code::kReplicateRowsUnused,
                  N_("{count} rows of {file} belong to no row of the data, and are left out")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
