#include "engine/base/codes.hpp"
#include "engine/ingest/codes.hpp"
#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> ingest_messages() {
  static constexpr std::array kTexts = {
      // warnings
      MessageText{
          code::kEncodingNamesDiffer,
          N_("'{file}' says twice how its letters are written, and differently: {declared} and {named}. "
             "{named} is used; if accents look wrong, try --encoding {declared}")},
      MessageText{
          code::kCsvMostlyNumbers,
          N_("'{variable}' in {file} is nearly always a number, but not on line {line} (rows concerned: "
             "{count}); it is read as text. Correct those rows, or declare the decimal mark")},
      MessageText{
          code::kCsvMissingWords,
          N_("'{variable}' in {file} has 'NA' or a lone point where numbers stand (rows concerned: {count}); "
             "they are read as missing")},
      MessageText{
          code::kTagsNotWritten,
          N_("the missing values .a to .z of '{variable}' are written as plain missing values: SPSS files "
             "have no such codes")},
      MessageText{code::kLabelsNotWritten,
                  N_("the value labels of '{variable}' are not written: Stata labels whole numbers only")},
      MessageText{
          code::kMissingCodesNotWritten,
          N_("the missing codes of '{variable}' are written as ordinary codes: Stata files cannot declare "
             "them")},
      // what the user wrote
      MessageText{code::kVariableNotInFile, N_("the variable '{name}' does not exist in {file}")},
      MessageText{
          code::kEncodingUnknown,
          N_("the encoding '{encoding}' is not known; usual ones are UTF-8, WINDOWS-1252, ISO-8859-1 and "
             "CP850")},
      MessageText{
          code::kJoinKeyTypes,
          N_("the key '{text}' is text and the key '{number}' is a number: they cannot be matched with "
             "{source}. Make both text or both numbers")},
      MessageText{
          code::kJoinKeyCounts,
          N_("the two keys of a join must have equally many variables: one has {left}, the other {right}")},
      MessageText{code::kJoinKeyAbsent, N_("the key variable '{name}' does not exist")},
      MessageText{code::kDeclaredMissingAbsent,
                  N_("missing codes are declared for '{variable}', which does not exist in the file")},
      MessageText{code::kDeclaredMissingNotText,
                  N_("'{variable}' is text: write its missing codes in quotes, as texts")},
      MessageText{code::kDeclaredMissingNotNumber,
                  N_("'{variable}' holds numbers: write its missing codes as numbers, without quotes")},
      MessageText{
          code::kDialectSameCharacter,
          N_("separator, quote and decimal mark of a CSV must differ, but '{character}' is used for two of "
             "them")},
      // files that cannot be read
      MessageText{code::kFileAbsent, N_("the file '{file}' does not exist")},
      MessageText{code::kFileNotAllowed, N_("you are not allowed to read '{file}'; check its permissions")},
      MessageText{code::kFileNotRegular, N_("'{file}' is a folder or a device, not a data file")},
      MessageText{code::kFileUnreadable, N_("'{file}' could not be read (system error {reason})")},
      MessageText{
          code::kCharacteristicsDamaged,
          N_("the characteristics of '{file}', where svyset keeps the design, are damaged: save the file "
             "again from Stata")},
      MessageText{code::kFileEmpty, N_("'{file}' is empty: it has 0 bytes")},
      MessageText{
          code::kFileFormatUnknown,
          N_("the format of '{file}' is not known; SPSS (.sav, .zsav, .por), Stata (.dta) and CSV (.csv) "
             "files can be read")},
      MessageText{code::kFileNotItsFormat, N_("'{file}' is named as a {format} file, but its content is not "
                                              "one; it may be damaged, or another "
                                              "kind of file with a wrong name")},
      MessageText{
          code::kFileIsWorkbook,
          N_("'{file}' is a workbook or a compressed archive; save the data as CSV (UTF-8) and read that")},
      MessageText{code::kSheetAbsent, N_("workbook '{file}' has no sheet '{sheet}'; it has: {known}")},
      MessageText{
          code::kSheetNeeded,
          N_("workbook '{file}' has several sheets, or none that is visible: name the one that is meant "
             "with sheet = \"...\", or keep it alone in a file; it has: {known}")},
      MessageText{code::kWorkbookNotOne, N_("'{file}' is no Excel workbook (.xlsx); open it in a spreadsheet "
                                            "program and save it as .xlsx, or as CSV (UTF-8)")},
      MessageText{code::kWorkbookFormat, N_("'{file}' is a workbook of another format ({format}); save it as "
                                            ".xlsx, or as CSV (UTF-8)")},
      MessageText{code::kWorkbookEncrypted,
                  N_("workbook '{file}' is protected by a password; save it without one")},
      MessageText{code::kWorkbookTooLarge,
                  N_("workbook '{file}' is too large: {part} has more than {limit}. Keep what is needed in a "
                     "file of its own, or save it as CSV (UTF-8)")},
      MessageText{
          code::kWorkbookDamaged,
          N_("workbook '{file}' is damaged ({part}); open it in a spreadsheet program and save it anew")},
      MessageText{code::kWorkbookPartAbsent,
                  N_("workbook '{file}' is not whole: its part {part} is not there; open it in a spreadsheet "
                     "program and save it anew")},
      MessageText{
          code::kCellWithoutValue,
          N_("cell {cell} of sheet '{sheet}' in '{file}' has no value: its formula failed or was never "
             "calculated. Write the value itself, or open the file in a spreadsheet program and save it")},
      MessageText{code::kSheetNameTwice,
                  N_("sheet '{sheet}' in '{file}' has two columns named '{name}'; give each its own name")},
      MessageText{
          code::kReaderCrashed,
          N_("'{file}' is damaged: reading it was stopped (signal {signal}). Nothing of it was used; ask for "
             "the file again, or save it anew with SPSS or Stata")},
      MessageText{
          code::kReaderTimeout,
          N_("reading '{file}' took longer than {seconds} seconds and was stopped; the file is probably "
             "damaged")},
      MessageText{
          code::kFileDamaged,
          N_("'{file}' is damaged or uses features that are not supported (reason {reason}); save it anew "
             "with SPSS or Stata, or ask for it again")},
      MessageText{
          code::kFileTruncated,
          N_("'{file}' is incomplete: it declares {declared} rows but ends after {rows}; it was probably cut "
             "off while being copied")},
      MessageText{code::kRowsImpossible,
                  N_("'{file}' is damaged: it declares {declared} rows, but a file of its size holds at most "
                     "{possible}")},
      MessageText{code::kReaderAnswer,
                  N_("reading '{file}' ended without a usable result; the file is probably damaged")},
      MessageText{
          code::kReaderOutOfMemory,
          N_("there was not enough memory to read '{file}'; read fewer variables, or use a machine with more "
             "memory")},
      MessageText{
          code::kTextUndecodable,
          N_("texts in '{file}' are not written in {encoding}: {variables} (variables concerned: {count}). "
             "Name the right encoding with --encoding")},
      MessageText{code::kFileChanged, N_("'{file}' changed while it was being read; start again")},
      MessageText{
          code::kFileVersionUnsupported,
          N_("'{file}' was written in a version of its format that is not supported; save it in an older "
             "version (Stata 14 or earlier, SPSS .sav)")},
      MessageText{
          code::kReaderAbsent,
          N_("the program '{program}', which reads survey files, is not in {folder}; the installation is "
             "incomplete")},
      MessageText{code::kReaderNotStarted,
                  N_("the program '{program}', which reads survey files, could not be started (system error "
                     "{reason})")},
      MessageText{code::kTooManyRows, N_("'{file}' has more than {limit} rows, the most that can be read")},
      MessageText{
          code::kCsvRagged,
          N_("line {line} of '{file}' has {found} fields, the header has {expected}; check the separator and "
             "the quotes on that line")},
      MessageText{code::kCsvOpenQuote,
                  N_("a quote that opens on or after line {line} of '{file}' is never closed")},
      MessageText{
          code::kCsvNulByte,
          N_("line {line} of '{file}' holds a zero byte: it is not a text file, or not in UTF-8; save it as "
             "CSV in UTF-8")},
      MessageText{code::kCsvNoHeader, N_("'{file}' has no first line with the names of the variables")},
      MessageText{code::kCsvEmptyName, N_("column {column} of '{file}' has no name in the first line")},
      MessageText{code::kCsvDuplicateName, N_("two columns of '{file}' are named '{name}'")},
      MessageText{
          code::kCsvAfterQuote,
          N_("line {line} of '{file}' goes on after a closing quote; a quote inside a quoted text is written "
             "twice")},
      MessageText{code::kCsvUtf16, N_("'{file}' is written in UTF-16; save it as CSV in UTF-8")},
      // data
      MessageText{code::kJoinDuplicateRight,
                  N_("rows of {source} cannot be told apart by {key}: {count} keys occur more than once")},
      MessageText{
          code::kJoinDuplicateLeft,
          N_("rows cannot be told apart by {key}: {count} keys occur more than once, and the join is one to "
             "one")},
      // files that cannot be written
      MessageText{code::kOutputExists, N_("'{file}' exists already; use --force to replace it")},
      MessageText{
          code::kMissingCodesDoNotFit,
          N_("'{variable}' has more missing codes than an SPSS file can declare: three, or one range and one "
             "more")},
      MessageText{code::kVariableDoesNotFit, N_("'{variable}' cannot be written in this format (reason "
                                                "{reason}); check its name and its values")},
      MessageText{code::kTextTooLong,
                  N_("'{variable}' holds texts longer than {limit} bytes, the most that this format allows")},
      // limits
      MessageText{
          code::kMemoryLimit,
          N_("reading '{file}' needs up to {needed} MB, more than the limit of {limit} MB; raise it with "
             "--memory, or use fewer variables")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
