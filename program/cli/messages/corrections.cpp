#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"
#include "questionnaires/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> correction_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kEditWays,
                  N_("the edit rule '{edit}' needs one of value, missing and expr: what the variable gets "
                     "where the condition holds")},
      MessageText{code::kEditConstruct,
                  N_("'{name}' is a construct, and '{rule}' changes what constructs are derived from: name "
                     "items or variables of the file")},
      MessageText{code::kEditElsewhere,
                  N_("'{name}' is not stored in the table of '{rule}': write the rule for the level whose "
                     "file has it")},
      MessageText{code::kEditKey,
                  N_("'{name}' is a key, by which records were already joined: '{rule}' cannot change it")},
      MessageText{code::kEditType,
                  N_("what '{rule}' gives to '{name}' is not of its type: a number for a numeric variable, "
                     "a text for a text")},
      MessageText{code::kEditCondition, N_("the condition of '{rule}' is not a yes or no: {name}")},
      MessageText{code::kEditsApplied,
                  N_("edit rules changed {count} values of '{level}' before anything was derived: {edits}")},
      MessageText{code::kImputeWays,
                  N_("[[impute]] makes completed data sets, and [imputation] names others: keep one of "
                     "them")},
      MessageText{code::kImputeNothing,
                  N_("[imputation] says how values are imputed, and no [[impute]] says of which variables")},
      MessageText{code::kImputeFlagTaken,
                  N_("'{name}' says which values of '{variable}' were imputed, and there is one of that name "
                     "already: rename it")},
      MessageText{code::kImputeNoDonor,
                  N_("{count} rows of '{level}' have no value in '{variable}', and no row has one to give: "
                     "see where, reasons and weight of the [[impute]]")},
      MessageText{code::kCapForm,
                  N_("a cap is a number (at), or a quantile of the counts with by, weight: one of the two")},
      MessageText{code::kCapNotNumber, N_("'{construct}' has a cap and counts nothing: it is a text")},
      MessageText{code::kSeriesCapped,
                  N_("series in '{construct}' are capped at {caps}: {count} rows get the cap")},
      MessageText{code::kImputed,
                  N_("{count} values of '{variable}' on '{level}' ({percent} %) were imputed from {donors} "
                     "donors, {collapsed} of them from a class wider than asked for")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
