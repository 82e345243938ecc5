#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/run/codes.hpp"
#include "questionnaires/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> questionnaires_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kInstrumentDuplicateId,
          N_("'{id}' in [[{section}]] was already used on line {line} of '{source}': ids are unique")},
      MessageText{code::kItemPattern,
                  N_("'{id}' does not spell item ids: write ranges in brackets, as in f[01-06] or q[a-g]")},
      MessageText{code::kMapVariableAbsent,
                  N_("the variable '{variable}', given for the item '{item}', does not exist in {file}")},
      MessageText{code::kMapUnknownItem, N_("'{item}' is not an item of the instrument")},
      MessageText{
          code::kItemCodeNotNumber,
          N_("the code '{code}' of the item '{item}' is not a number, and the variable '{variable}' is "
             "numeric: correct the code, or map the item to another variable")},
      MessageText{
          code::kIndicatorKeyNeeded,
          N_("the indicator '{indicator}' needs the key '{key}', because its measure is '{measure}'")},
      MessageText{
          code::kIndicatorKeyUnused,
          N_("the indicator '{indicator}' cannot use the key '{key}' as it stands (measure "
             "'{measure}'): remove it, since it would change nothing; event_weight goes with events")},
      MessageText{
          code::kMapLevelNeeded,
          N_("'{key}' in [map] does not say which table it belongs to: write it in [map.NAME], with one "
             "of: {known}")},
      MessageText{code::kCatalogueUnknown, N_("'{indicator}' is not an indicator of the catalogue")},
      MessageText{code::kInstrumentUnknown, N_("'{instrument}' is not an instrument of the library")},
      MessageText{code::kCatalogueMissing,
                  N_("'{indicator}' cannot be computed: neither the instrument nor the study defines "
                     "{constructs}; add a [[construct]] of that id, or map a variable to it in [map]")},
      MessageText{code::kCatalogueAges,
                  N_("no figure of '{indicator}' is of the ages that the instrument asked: see ages in "
                     "[[catalogue]]")},
      MessageText{
          code::kCatalogueNoLevel,
          N_("the constructs of '{indicator}' stand on levels of which none knows all: define them on "
             "one level, or on levels above it")},
      MessageText{code::kAgeRange,
                  N_("'{key}' is a first age and, if there is one, a last age, as [15, 49]")},
      MessageText{code::kCodesOutside,
                  N_("{count} rows of '{level}' have codes in '{item}' that are not in its list: {codes}")},
      MessageText{code::kAnsweredOutside,
                  N_("{count} rows of '{level}' have an answer in '{item}' outside its universe")},
      MessageText{code::kBlankInside, N_("{count} rows ({percent} %) of the universe of '{item}' on "
                                         "'{level}' are blank without a reason")},
      MessageText{code::kKeysRepeat,
                  N_("{count} rows of '{level}' repeat a key ({key}): each record stands there once")},
      MessageText{
          code::kYearWithoutEver,
          N_("{count} rows of '{level}' have '{year}' and never '{ever}': what happened in the last 12 "
             "months happened")},
      MessageText{code::kInstrumentNotOfStudy, N_("the study's instrument is '{study}', not '{instrument}'")},
      MessageText{code::kCatalogueForms,
                  N_("'{indicator}' lacks the figures of {forms}: the study does not define {constructs}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
