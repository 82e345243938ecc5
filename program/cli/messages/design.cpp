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
  };
  return kTexts;
}

}  // namespace sondeo::cli
