#include "engine/estimation/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> imputation_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kImputationWays,
          N_("completed data sets are either files of their own, or rows of one file told apart by an "
             "id, or columns of their variables, or made by [[impute]]: name one of these")},
      MessageText{code::kImputationFew,
                  N_("'{what}' has {count} completed data sets, and there must be two or more to combine")},
      MessageText{code::kImputationCounts,
                  N_("'{first}' has {first_count} completed data sets and '{other}' has {count}")},
      MessageText{
          code::kImputationLevel,
          N_("the study has several tables: say which one the completed files are of, as files.LEVEL = "
             "\"imp[1-5].sav\" with LEVEL one of {known}")},
      MessageText{code::kImputationFileApart,
                  N_("'{file}' is none of the completed files: the table's own file must be one of them")},
      MessageText{code::kImputationNothing,
                  N_("nothing in {source} matches '{pattern}', where completed data should be")},
      MessageText{code::kImputationIncomplete, N_("{count} of '{pattern}' are not in {source}: {names}")},
      MessageText{code::kImputationGap,
                  N_("what '{pattern}' takes in {source} passes over {count} numbers: {names}; if those were "
                     "never made, name the ranges that there are, as in x[1-4,6-10]")},
      MessageText{code::kImputationCrosstab,
                  N_("tests of crosstabs are not combined over imputations: compare the shares of categories "
                     "instead")},
      MessageText{code::kImputationOutput,
                  N_("{flag} writes what one data set has, and there are several completed ones here")},
      MessageText{code::kImputationForm,
                  N_("'{value}' is not a name and its completed columns, as 'income = income_[1-5]'")},
      MessageText{code::kImputationUnused,
                  N_("{flag} says something of multiply imputed data, and there are none: add --imputations, "
                     "--imputation-id or --imputed")},
      MessageText{code::kImputationTwice, N_("'{variable}' has completed columns twice")},
      MessageText{code::kImputationDesign,
                  N_("the design of completed data set {implicate} is not that of the first: {fact} is "
                     "'{other}' there and '{first}' here; imputation must leave the design as it is")},
      MessageText{
          code::kImputationModelTerms,
          N_("the model '{model}' has other terms in completed data set {implicate} than in the first: "
             "a category has no case in one of them; join it with another")},
      MessageText{
          code::kImputationIdMissing,
          N_("{count} rows of {file} have no value in '{variable}', which says to which completed data "
             "set they belong")},
      MessageText{
          code::kImputationIdFew,
          N_("'{variable}' tells {count} completed data sets apart in {file}, and there must be two or "
             "more to combine (0 is the incomplete data)")},
      MessageText{
          code::kImputationIdMany,
          N_("'{variable}' has {count} codes in {file}, more than the {limit} completed data sets that "
             "there may be: is it the variable that tells them apart?")},
      MessageText{code::kImputationIdsDiffer,
                  N_("'{variable}' has other codes in {other} than in {first}: both must hold the same "
                     "completed data sets")},
      MessageText{code::kImputationOriginal,
                  N_("{count} rows with '{variable}' = 0 are the incomplete data and are left out")},
      MessageText{code::kImputationTestsLeftOut,
                  N_("{count} tests are not combined over imputations and are left out")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
