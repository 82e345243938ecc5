#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// spec and questionnaires
inline constexpr Code kSpecOneCharacter{3319};  // key, value

// ingest
inline constexpr Code kEncodingNamesDiffer{201};  // file, declared, named
inline constexpr Code kCsvMostlyNumbers{202};     // file, variable, line, count (rows that are not numbers)
inline constexpr Code kCsvMissingWords{203};      // file, variable, count
inline constexpr Code kTagsNotWritten{204};       // variable
inline constexpr Code kLabelsNotWritten{205};     // variable
inline constexpr Code kMissingCodesNotWritten{206};     // variable
inline constexpr Code kVariableNotInFile{3201};         // name, file
inline constexpr Code kEncodingUnknown{3202};           // encoding
inline constexpr Code kJoinKeyTypes{3203};              // text (variable), number (variable), source
inline constexpr Code kJoinKeyCounts{3204};             // left, right (counts of key variables)
inline constexpr Code kJoinKeyAbsent{3205};             // name
inline constexpr Code kDeclaredMissingAbsent{3206};     // variable
inline constexpr Code kDeclaredMissingNotText{3207};    // variable
inline constexpr Code kDeclaredMissingNotNumber{3208};  // variable
inline constexpr Code kDialectSameCharacter{3209};      // character
inline constexpr Code kFileAbsent{4201};                // file
inline constexpr Code kFileNotAllowed{4202};            // file
inline constexpr Code kFileNotRegular{4203};            // file
inline constexpr Code kCharacteristicsDamaged{4239};    // file
inline constexpr Code kFileUnreadable{4204};            // file, reason (the system's error number)
inline constexpr Code kFileEmpty{4205};                 // file
inline constexpr Code kFileFormatUnknown{4206};         // file
inline constexpr Code kFileNotItsFormat{4207};          // file, format
inline constexpr Code kFileIsWorkbook{4208};            // file
inline constexpr Code kReaderCrashed{4210};             // file, signal
inline constexpr Code kReaderTimeout{4211};             // file, seconds
inline constexpr Code kFileDamaged{4212};               // file, reason (ReadStat's error number)
inline constexpr Code kFileTruncated{4213};             // file, rows, declared
inline constexpr Code kRowsImpossible{4214};            // file, declared, possible
inline constexpr Code kReaderAnswer{4215};              // file
inline constexpr Code kReaderOutOfMemory{4216};         // file
inline constexpr Code kTextUndecodable{4217};           // file, encoding, variables, count (of variables)
inline constexpr Code kFileChanged{4218};               // file
inline constexpr Code kFileVersionUnsupported{4219};    // file
inline constexpr Code kReaderAbsent{4220};              // program, folder
inline constexpr Code kReaderNotStarted{4221};          // program, reason (the system's error number)
inline constexpr Code kTooManyRows{4222};               // file, limit
inline constexpr Code kCsvRagged{4230};                 // file, line, found, expected
inline constexpr Code kCsvOpenQuote{4231};              // file, line
inline constexpr Code kCsvNulByte{4232};                // file, line
inline constexpr Code kCsvNoHeader{4233};               // file
inline constexpr Code kCsvEmptyName{4234};              // file, column
inline constexpr Code kCsvDuplicateName{4235};          // file, name
inline constexpr Code kCsvAfterQuote{4237};             // file, line
inline constexpr Code kCsvUtf16{4238};                  // file
inline constexpr Code kPrintedTooLarge{4870};           // file, limit (cells)
inline constexpr Code kJoinDuplicateRight{5201};    // source, count (of keys that occur more than once), key
inline constexpr Code kJoinDuplicateLeft{5202};     // count, key
inline constexpr Code kSheetAbsent{3690};           // file, sheet, known
inline constexpr Code kSheetNeeded{3691};           // file, known
inline constexpr Code kWorkbookNotOne{4690};        // file
inline constexpr Code kWorkbookFormat{4691};        // file, format
inline constexpr Code kWorkbookEncrypted{4692};     // file
inline constexpr Code kWorkbookTooLarge{4693};      // file, part, limit (with its unit)
inline constexpr Code kWorkbookDamaged{4694};       // file, part (and cell)
inline constexpr Code kWorkbookPartAbsent{4695};    // file, part
inline constexpr Code kCellWithoutValue{4696};      // file, sheet, cell
inline constexpr Code kSheetNameTwice{4697};        // file, sheet, name
inline constexpr Code kMissingCodesDoNotFit{8203};  // variable
inline constexpr Code kVariableDoesNotFit{8204};    // variable, reason (ReadStat's error number)
inline constexpr Code kTextTooLong{8205};           // variable, limit
inline constexpr Code kMemoryLimit{9201};           // file, needed, limit (megabytes)
inline constexpr Code kCodebookTooLarge{4760};      // file, limit
inline constexpr Code kCodebookDamaged{4761};       // file, line
inline constexpr Code kCodebookDocumentType{4762};  // file
inline constexpr Code kCodebookNotOne{4763};        // file, element
inline constexpr Code kCodebookLifecycle{4764};     // file, element
inline constexpr Code kCodebookNoVariables{4765};   // file

}  // namespace sondeo::code
