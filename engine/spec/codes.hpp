#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// spec and questionnaires
inline constexpr Code kSpecSyntax{3301};          // detail
inline constexpr Code kSpecDuplicateKey{3302};    // detail
inline constexpr Code kSpecNotUtf8{3303};         // file
inline constexpr Code kSpecForeignLetter{3321};   // (none)
inline constexpr Code kSpecUnknownKey{3304};      // key, section, known
inline constexpr Code kSpecUnknownSection{3305};  // key, known
inline constexpr Code kSpecMissingKey{3306};      // key, section
inline constexpr Code kSpecWrongType{3307};       // key, expected, found
inline constexpr Code kSpecEmptyText{3308};       // key
inline constexpr Code kSpecEmptyList{3309};       // key
inline constexpr Code kSpecNotFinite{3310};       // key
inline constexpr Code kSpecNotPositive{3311};     // key, value
inline constexpr Code kSpecNotBetween{3312};      // key, value, low, high (both allowed)
inline constexpr Code kSpecNotInside{3313};       // key, value, low, high (both excluded)
inline constexpr Code kSpecUnknownWord{3314};     // key, value, allowed
inline constexpr Code kSpecNotComputedYet{3315};  // key
inline constexpr Code kSpecTooDeep{3316};         // limit
inline constexpr Code kSpecLanguageCode{3317};    // key, language
inline constexpr Code kSpecMissingSection{3320};  // key
inline constexpr Code kSpecFileAbsent{4301};      // file
inline constexpr Code kSpecFileUnreadable{4302};  // file, reason (the system's error number)
inline constexpr Code kSpecFileNotRegular{4303};  // file
inline constexpr Code kSpecFileTooLarge{9301};    // file, limit

}  // namespace sondeo::code
