#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

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
                  N_("a seed is only used by variance bootstrap:R: leave it out, or ask for the bootstrap")},
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
                  N_("the variance {method} cannot keep the finite population correction: ask for jk1, jkn "
                     "or linearization, or leave the correction out")},
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
      MessageText{Code::kReplicateScaleGuessed,
                  N_("the method {method} does not say the scale of its variance: {scale} was used, and "
                     "rscales of 1, or 1 / largest factor for jkn; give scale and rscales if the survey's "
                     "documentation has others")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
