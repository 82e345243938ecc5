#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

inline constexpr Code kPublishedNothing{4871};         // file
inline constexpr Code kPublishedDecimalUnknown{4872};  // file, cell, text
inline constexpr Code kPublishedDecimalMixed{4873};    // file, cell, text, other (cell), other_text
inline constexpr Code kPublishedHeading{4874};         // file, cell, text
inline constexpr Code kPublishedAmbiguous{4875};       // file, cell, text, meanings
inline constexpr Code kPublishedConflict{4876};        // file, cell, first, second (what its headings say)
inline constexpr Code kPublishedTwice{4877};           // file, cell, other (cell)
inline constexpr Code kPublishedNotNumber{4878};       // file, cell, text
inline constexpr Code kPublishedNoHeading{4879};       // file, cell
inline constexpr Code kPublishedIndicator{4880};       // file, cell, known
inline constexpr Code kPublishedSecondHeading{4881};   // file, cell
inline constexpr Code kPublishedUncalculated{4882};    // file, cell
inline constexpr Code kPublishedNoRows{4883};          // file
inline constexpr Code kPublishedCategory{4884};        // file, cell, indicator, known
inline constexpr Code kDeclaredHeadingForm{3870};      // value
inline constexpr Code kDeclaredHeadingAbsent{3871};    // heading, file
inline constexpr Code kDeclaredRange{3872};            // value
inline constexpr Code kDeclaredRole{3873};             // role
inline constexpr Code kDeclaredVariable{3874};         // variable
inline constexpr Code kDeclaredIndicator{3875};        // indicator

}  // namespace sondeo::code
