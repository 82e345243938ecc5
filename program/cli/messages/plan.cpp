#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"

namespace sondeo::cli {

std::span<const MessageText> plan_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kPlanTarget,
                  N_("plan needs one of --cv (a coefficient of variation, as 0.15) and --mde (the smallest "
                     "change to be found, as 3pp)")},
      MessageText{code::kPlanIndicator,
                  N_("plan needs --indicator: for which the sample must be large enough")},
      MessageText{code::kPlanUnknownIndicator, N_("the study has no indicator '{indicator}'")},
      MessageText{
          code::kPlanMeasure,
          N_("'{indicator}' is a {measure}: samples are planned for proportions, means, ratios, rates "
             "and shares")},
      MessageText{
          code::kPlanPoints,
          N_("pp are percentage points, and '{indicator}' is in {unit}: give --mde in that unit, as a "
             "number alone")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
