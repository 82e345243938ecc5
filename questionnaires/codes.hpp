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
inline constexpr Code kCatalogueForms{680};          // indicator, forms, constructs

}  // namespace sondeo::code
