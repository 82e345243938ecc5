#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const MessageText> ingest_messages() {
  static constexpr std::array kTexts = {
      // warnings
      MessageText{
          Code::kEncodingNamesDiffer,
          N_("'{file}' says twice how its letters are written, and differently: {declared} and {named}. "
             "{named} is used; if accents look wrong, try --encoding {declared}")},
      MessageText{
          Code::kCsvMostlyNumbers,
          N_("'{variable}' in {file} is nearly always a number, but not on line {line} (rows concerned: "
             "{count}); it is read as text. Correct those rows, or declare the decimal mark")},
      MessageText{
          Code::kCsvMissingWords,
          N_("'{variable}' in {file} has 'NA' or a lone point where numbers stand (rows concerned: {count}); "
             "they are read as missing")},
      MessageText{
          Code::kTagsNotWritten,
          N_("the missing values .a to .z of '{variable}' are written as plain missing values: SPSS files "
             "have no such codes")},
      MessageText{Code::kLabelsNotWritten,
                  N_("the value labels of '{variable}' are not written: Stata labels whole numbers only")},
      MessageText{
          Code::kMissingCodesNotWritten,
          N_("the missing codes of '{variable}' are written as ordinary codes: Stata files cannot declare "
             "them")},
      // what the user wrote
      MessageText{Code::kVariableNotInFile, N_("the variable '{name}' does not exist in {file}")},
      MessageText{
          Code::kEncodingUnknown,
          N_("the encoding '{encoding}' is not known; usual ones are UTF-8, WINDOWS-1252, ISO-8859-1 and "
             "CP850")},
      MessageText{
          Code::kJoinKeyTypes,
          N_("the key '{text}' is text and the key '{number}' is a number: they cannot be matched with "
             "{source}. Make both text or both numbers")},
      MessageText{
          Code::kJoinKeyCounts,
          N_("the two keys of a join must have equally many variables: one has {left}, the other {right}")},
      MessageText{Code::kJoinKeyAbsent, N_("the key variable '{name}' does not exist")},
      MessageText{Code::kDeclaredMissingAbsent,
                  N_("missing codes are declared for '{variable}', which does not exist in the file")},
      MessageText{Code::kDeclaredMissingNotText,
                  N_("'{variable}' is text: write its missing codes in quotes, as texts")},
      MessageText{Code::kDeclaredMissingNotNumber,
                  N_("'{variable}' holds numbers: write its missing codes as numbers, without quotes")},
      MessageText{
          Code::kDialectSameCharacter,
          N_("separator, quote and decimal mark of a CSV must differ, but '{character}' is used for two of "
             "them")},
      // files that cannot be read
      MessageText{Code::kFileAbsent, N_("the file '{file}' does not exist")},
      MessageText{Code::kFileNotAllowed, N_("you are not allowed to read '{file}'; check its permissions")},
      MessageText{Code::kFileNotRegular, N_("'{file}' is a folder or a device, not a data file")},
      MessageText{Code::kFileUnreadable, N_("'{file}' could not be read (system error {reason})")},
      MessageText{Code::kFileEmpty, N_("'{file}' is empty: it has 0 bytes")},
      MessageText{
          Code::kFileFormatUnknown,
          N_("the format of '{file}' is not known; SPSS (.sav, .zsav, .por), Stata (.dta) and CSV (.csv) "
             "files can be read")},
      MessageText{Code::kFileNotItsFormat, N_("'{file}' is named as a {format} file, but its content is not "
                                              "one; it may be damaged, or another "
                                              "kind of file with a wrong name")},
      MessageText{
          Code::kFileIsWorkbook,
          N_("'{file}' is a workbook or a compressed archive; save the data as CSV (UTF-8) and read that")},
      MessageText{
          Code::kReaderCrashed,
          N_("'{file}' is damaged: reading it was stopped (signal {signal}). Nothing of it was used; ask for "
             "the file again, or save it anew with SPSS or Stata")},
      MessageText{
          Code::kReaderTimeout,
          N_("reading '{file}' took longer than {seconds} seconds and was stopped; the file is probably "
             "damaged")},
      MessageText{
          Code::kFileDamaged,
          N_("'{file}' is damaged or uses features that are not supported (reason {reason}); save it anew "
             "with SPSS or Stata, or ask for it again")},
      MessageText{
          Code::kFileTruncated,
          N_("'{file}' is incomplete: it declares {declared} rows but ends after {rows}; it was probably cut "
             "off while being copied")},
      MessageText{Code::kRowsImpossible,
                  N_("'{file}' is damaged: it declares {declared} rows, but a file of its size holds at most "
                     "{possible}")},
      MessageText{Code::kReaderAnswer,
                  N_("reading '{file}' ended without a usable result; the file is probably damaged")},
      MessageText{
          Code::kReaderOutOfMemory,
          N_("there was not enough memory to read '{file}'; read fewer variables, or use a machine with more "
             "memory")},
      MessageText{
          Code::kTextUndecodable,
          N_("texts in '{file}' are not written in {encoding}: {variables} (variables concerned: {count}). "
             "Name the right encoding with --encoding")},
      MessageText{Code::kFileChanged, N_("'{file}' changed while it was being read; start again")},
      MessageText{
          Code::kFileVersionUnsupported,
          N_("'{file}' was written in a version of its format that is not supported; save it in an older "
             "version (Stata 14 or earlier, SPSS .sav)")},
      MessageText{
          Code::kReaderAbsent,
          N_("the program '{program}', which reads survey files, is not in {folder}; the installation is "
             "incomplete")},
      MessageText{Code::kReaderNotStarted,
                  N_("the program '{program}', which reads survey files, could not be started (system error "
                     "{reason})")},
      MessageText{Code::kTooManyRows, N_("'{file}' has more than {limit} rows, the most that can be read")},
      MessageText{
          Code::kCsvRagged,
          N_("line {line} of '{file}' has {found} fields, the header has {expected}; check the separator and "
             "the quotes on that line")},
      MessageText{Code::kCsvOpenQuote,
                  N_("a quote that opens on or after line {line} of '{file}' is never closed")},
      MessageText{
          Code::kCsvNulByte,
          N_("line {line} of '{file}' holds a zero byte: it is not a text file, or not in UTF-8; save it as "
             "CSV in UTF-8")},
      MessageText{Code::kCsvNoHeader, N_("'{file}' has no first line with the names of the variables")},
      MessageText{Code::kCsvEmptyName, N_("column {column} of '{file}' has no name in the first line")},
      MessageText{Code::kCsvDuplicateName, N_("two columns of '{file}' are named '{name}'")},
      MessageText{
          Code::kCsvAfterQuote,
          N_("line {line} of '{file}' goes on after a closing quote; a quote inside a quoted text is written "
             "twice")},
      MessageText{Code::kCsvUtf16, N_("'{file}' is written in UTF-16; save it as CSV in UTF-8")},
      // data
      MessageText{Code::kJoinDuplicateRight,
                  N_("rows of {source} cannot be told apart by {key}: {count} keys occur more than once")},
      MessageText{
          Code::kJoinDuplicateLeft,
          N_("rows cannot be told apart by {key}: {count} keys occur more than once, and the join is one to "
             "one")},
      // files that cannot be written
      MessageText{Code::kOutputExists, N_("'{file}' exists already; use --force to replace it")},
      MessageText{
          Code::kMissingCodesDoNotFit,
          N_("'{variable}' has more missing codes than an SPSS file can declare: three, or one range and one "
             "more")},
      MessageText{Code::kVariableDoesNotFit, N_("'{variable}' cannot be written in this format (reason "
                                                "{reason}); check its name and its values")},
      MessageText{Code::kTextTooLong,
                  N_("'{variable}' holds texts longer than {limit} bytes, the most that this format allows")},
      // limits
      MessageText{
          Code::kMemoryLimit,
          N_("reading '{file}' needs up to {needed} MB, more than the limit of {limit} MB; raise it with "
             "--memory, or use fewer variables")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
