#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

std::span<const MessageText> explain_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kCellNeeded, N_("explain needs --cell: which figure of the result table")},
      MessageText{code::kCellForm,
                  N_("a cell is written indicator=ID,variable=code,...: names and codes with an equals sign "
                     "between them, commas between the pairs, quotes around what has commas")},
      MessageText{code::kCellNoIndicator, N_("the cell names no indicator: indicator=ID")},
      MessageText{code::kCellUnknownIndicator,
                  N_("the result table has no indicator '{indicator}': [estimate] indicators says which are "
                     "estimated")},
      MessageText{code::kCellUnknownName,
                  N_("'{name}' is no disaggregation of the result table: [estimate] by names them")},
      MessageText{code::kCellTwice, N_("'{name}' stands twice in the cell")},
      MessageText{code::kCellCross,
                  N_("the indicator is not estimated by '{variables}' alone but in total and by: {known}")},
      MessageText{code::kCellUnknownCode, N_("no row has {name} = '{code}'")},
      MessageText{code::kCellCategoryNeeded,
                  N_("'{indicator}' has several categories there ({known}): add category=CODE")},
      MessageText{
          code::kCellNotIndicator,
          N_("'{indicator}' ({measure}) is computed from other figures, not from rows: explain those")},
      MessageText{code::kCellImputed,
                  N_("figures of multiply imputed data are combined from several tables: take one completed "
                     "data set, in a study of its own")},
      MessageText{code::kCellProtected,
                  N_("the figure is protected by [disclosure]: it is not explained, since what it is made of "
                     "would give it away")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
