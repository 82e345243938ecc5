#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
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
      MessageText{Code::kCatalogueUnknown, N_("'{indicator}' is not an indicator of the catalogue")},
      MessageText{Code::kInstrumentUnknown, N_("'{instrument}' is not an instrument of the library")},
      MessageText{Code::kCatalogueMissing,
                  N_("'{indicator}' cannot be computed: neither the instrument nor the study defines "
                     "{constructs}; add a [[construct]] of that id, or map a variable to it in [map]")},
      MessageText{Code::kCatalogueAges,
                  N_("no figure of '{indicator}' is of the ages that the instrument asked: see ages in "
                     "[[catalogue]]")},
      MessageText{
          Code::kCatalogueNoLevel,
          N_("the constructs of '{indicator}' stand on levels of which none knows all: define them on "
             "one level, or on levels above it")},
      MessageText{Code::kAgeRange,
                  N_("'{key}' is a first age and, if there is one, a last age, as [15, 49]")},
      MessageText{Code::kCodesOutside,
                  N_("{count} rows of '{level}' have codes in '{item}' that are not in its list: {codes}")},
      MessageText{Code::kAnsweredOutside,
                  N_("{count} rows of '{level}' have an answer in '{item}' outside its universe")},
      MessageText{Code::kBlankInside, N_("{count} rows ({percent} %) of the universe of '{item}' on "
                                         "'{level}' are blank without a reason")},
      MessageText{Code::kKeysRepeat,
                  N_("{count} rows of '{level}' repeat a key ({key}): each record stands there once")},
      MessageText{
          Code::kYearWithoutEver,
          N_("{count} rows of '{level}' have '{year}' and never '{ever}': what happened in the last 12 "
             "months happened")},
      MessageText{Code::kInstrumentNotOfStudy, N_("the study's instrument is '{study}', not '{instrument}'")},
      MessageText{Code::kCatalogueForms,
                  N_("'{indicator}' lacks the figures of {forms}: the study does not define {constructs}")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
