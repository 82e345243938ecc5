#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

std::span<const MessageText> questionnaires_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          Code::kInstrumentDuplicateId,
          N_("'{id}' in [[{section}]] was already used on line {line} of '{source}': ids are unique")},
      MessageText{Code::kItemPattern,
                  N_("'{id}' does not spell item ids: write ranges in brackets, as in f[01-06] or q[a-g]")},
      MessageText{Code::kMapVariableAbsent,
                  N_("the variable '{variable}', given for the item '{item}', does not exist in {file}")},
      MessageText{Code::kMapUnknownItem, N_("'{item}' is not an item of the instrument")},
      MessageText{
          Code::kItemCodeNotNumber,
          N_("the code '{code}' of the item '{item}' is not a number, and the variable '{variable}' is "
             "numeric: correct the code, or map the item to another variable")},
      MessageText{
          Code::kIndicatorKeyNeeded,
          N_("the indicator '{indicator}' needs the key '{key}', because its measure is '{measure}'")},
      MessageText{
          Code::kIndicatorKeyUnused,
          N_("the indicator '{indicator}' cannot use the key '{key}' as it stands (measure "
             "'{measure}'): remove it, since it would change nothing; event_weight goes with events")},
      MessageText{
          Code::kMapLevelNeeded,
          N_("'{key}' in [map] does not say which table it belongs to: write it in [map.NAME], with one "
             "of: {known}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
