#include "engine/ingest/codes.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/messages/messages.hpp"
#include "questionnaires/codes.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> import_messages() {
  static constexpr std::array kTexts = {
      MessageText{code::kImportFlag,
                  N_("'instruments import' writes an instrument's file: it has no use for {flag}")},
      MessageText{code::kImportNoFile,
                  N_("say which questionnaire: sondeo instruments import FILE, with an XLSForm (.xlsx) or a "
                     "DDI-Codebook (.xml)")},
      MessageText{code::kImportFormat,
                  N_("'{file}' is neither an XLSForm (.xlsx) nor a DDI-Codebook (.xml)")},
      MessageText{code::kCodebookTooLarge,
                  N_("codebook '{file}' is too large or too deep: the limit is {limit}")},
      MessageText{code::kCodebookDamaged, N_("codebook '{file}' is not well-formed XML: see line {line}")},
      MessageText{
          code::kCodebookDocumentType,
          N_("codebook '{file}' has a document type (<!DOCTYPE>), with which XML can reach outside its "
             "file: remove it")},
      MessageText{code::kCodebookNotOne,
                  N_("'{file}' is XML and no DDI-Codebook: it begins with <{element}>, not <codeBook>")},
      MessageText{code::kCodebookLifecycle,
                  N_("'{file}' is DDI-Lifecycle (<{element}>): export it as DDI-Codebook 2.5")},
      MessageText{code::kCodebookNoVariables, N_("codebook '{file}' describes no variable")},
      MessageText{code::kFormSheetAbsent,
                  N_("'{file}' is no XLSForm: it has no sheet '{sheet}' (an XLSForm has survey, choices and "
                     "settings)")},
      MessageText{code::kFormColumnAbsent, N_("the sheet '{sheet}' of '{file}' has no column '{column}'")},
      MessageText{code::kFormListAbsent,
                  N_("{cell} of '{file}' takes its choices from '{list}', and the sheet choices has no such "
                     "list")},
      MessageText{
          code::kFormGroups,
          N_("{cell} of '{file}': '{type}' has no partner: every begin has its end, of the same kind")},
      MessageText{code::kFormNameAbsent, N_("the question of {cell} in '{file}' has no name")},
      MessageText{code::kFormNothing, N_("'{file}' asks nothing")},
      MessageText{code::kImportUntranslated,
                  N_("the {kind} of '{name}' has no translation and stands as a comment: {text}")},
      MessageText{
          code::kImportLeftOut,
          N_("'{name}' ({type}) is left out: of a type that has no answers here, or of a name that is "
             "taken")},
      MessageText{code::kImportMissingByLabel,
                  N_("the code {code} of '{item}' is labelled '{label}' and is declared missing ({reason}): "
                     "see whether that is so")},
      MessageText{
          code::kImportLanguage,
          N_("the column '{column}' is in a language without a known code and is left out: write it as "
             "'label::Name (xx)'")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
