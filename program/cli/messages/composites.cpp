#include "engine/estimation/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

std::span<const MessageText> composite_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kDerivedUnexpected,
          N_("'{found}' cannot stand here in a function of estimates: it is made of indicators, cells as "
             "name[variable=code], numbers, + - * / ^, parentheses, log, exp and sqrt")},
      MessageText{code::kDerivedEnds, N_("the function of estimates ends where {expected} is expected")},
      MessageText{code::kDerivedUnknownFunction,
                  N_("there is no function '{function}': use log, exp or sqrt")},
      MessageText{code::kDerivedNoIndicator, N_("the function of estimates names no indicator")},
      MessageText{code::kDerivedUnknownIndicator,
                  N_("there is no indicator '{indicator}' to derive from; a name with other characters than "
                     "letters, digits and _ stands between backquotes")},
      MessageText{
          code::kDerivedSeveralIndicators,
          N_("several indicators are named '{indicator}': give them names of their own, as in 'name = "
             "expression'")},
      MessageText{code::kDerivedUnknownCode, N_("'{variable}' has no code '{code}'")},
      MessageText{code::kDerivedCategoryNeeded,
                  N_("'{indicator}' has {count} categories: say which, as in {indicator}[category=1]")},
      MessageText{code::kDerivedUnknownCategory, N_("'{indicator}' has no category '{category}'")},
      MessageText{
          code::kDerivedNotSmooth,
          N_("'{indicator}' is a quantile, and no function of weighted sums: it cannot be derived from")},
      MessageText{code::kDerivedSeveralDesigns,
                  N_("'{name}' joins estimates of different designs, whose covariance is not known")},
      MessageText{code::kDerivedVariableTwice, N_("'{variable}' stands twice in one cell")},
      MessageText{code::kDerivedNameTaken,
                  N_("the name '{name}' is taken by another indicator or function of estimates")},
      MessageText{code::kDerivedTooDeep,
                  N_("the function of estimates is nested deeper than {limit} levels")},
      MessageText{code::kStandardNothing,
                  N_("none of the indicators can be standardised: ask for a proportion, a mean or a rate")},
      MessageText{code::kStandardColumnAbsent, N_("the standard population {file} has no column '{column}'")},
      MessageText{code::kStandardTotal,
                  N_("row {row} of the standard population {file} has no total above 0 or no group")},
      MessageText{code::kStandardGroupTwice,
                  N_("the group {group} stands twice in the standard population {file}")},
      MessageText{
          code::kCovarianceTooMany,
          N_("the covariance matrix would have {count} rows, more than {limit}: ask for fewer indicators or "
             "disaggregations")},
      MessageText{code::kTablePair, N_("'{value}' is not a pair of variables: write ROWS,COLUMNS")},
      MessageText{code::kMultipleItem,
                  N_("the item '{item}' is not coded 1 for yes and 0 or 2 for no: give a condition, as in "
                     "'p8_[1-5] == 1'")},
      MessageText{code::kMultipleNothing,
                  N_("'{value}' names no items: write names or patterns between commas")},
      MessageText{
          code::kStandardThin,
          N_("'{indicator}' cannot be standardised: {count} cells have fewer than {minimum} cases: {cells}; "
             "join groups, of both the variable and the standard population")},
      MessageText{code::kStandardGroupAbsent,
                  N_("{count} groups with cases are not in the standard population {file}: {groups}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
