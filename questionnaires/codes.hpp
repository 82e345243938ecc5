#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// spec and questionnaires
inline constexpr Code kSpecSchema{3318};             // value, expected
inline constexpr Code kInstrumentDuplicateId{3350};  // section, id, source, line
inline constexpr Code kItemPattern{3351};            // id
inline constexpr Code kMapVariableAbsent{3353};      // item, variable, file
inline constexpr Code kMapUnknownItem{3354};         // item
inline constexpr Code kItemCodeNotNumber{3355};      // item, code, variable
inline constexpr Code kIndicatorKeyNeeded{3356};     // indicator, key, measure
inline constexpr Code kIndicatorKeyUnused{3357};     // indicator, key, measure
inline constexpr Code kCatalogueUnknown{3670};       // indicator
inline constexpr Code kCatalogueMissing{3672};       // indicator, constructs
inline constexpr Code kCatalogueAges{3673};          // indicator
inline constexpr Code kCatalogueNoLevel{3674};       // indicator
inline constexpr Code kAgeRange{3675};               // key
inline constexpr Code kEditWays{3760};               // edit
inline constexpr Code kCapForm{3771};                //
inline constexpr Code kFormSheetAbsent{4766};        // file, sheet
inline constexpr Code kFormColumnAbsent{4767};       // file, sheet, column
inline constexpr Code kFormListAbsent{4768};         // file, cell, list
inline constexpr Code kFormGroups{4769};             // file, cell, type
inline constexpr Code kFormNameAbsent{4770};         // file, cell
inline constexpr Code kFormNothing{4771};            // file
inline constexpr Code kImportUntranslated{762};      // kind, name, text
inline constexpr Code kImportLeftOut{763};           // name, type
inline constexpr Code kImportMissingByLabel{764};    // item, code, label, reason
inline constexpr Code kImportLanguage{765};          // column
inline constexpr Code kCatalogueForms{680};          // indicator, forms, constructs

}  // namespace sondeo::code
