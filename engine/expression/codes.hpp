#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// expression: what the user wrote, x1xx
inline constexpr Code kExpressionEmpty{3101};            //
inline constexpr Code kExpressionNotUtf8{3102};          //
inline constexpr Code kExpressionUnterminated{3103};     // quote
inline constexpr Code kExpressionStrayCharacter{3104};   // character
inline constexpr Code kExpressionForeign{3105};          // written, proposal
inline constexpr Code kExpressionNumber{3106};           // number
inline constexpr Code kExpressionEmptyText{3107};        // proposal
inline constexpr Code kExpressionEmptyName{3108};        //
inline constexpr Code kExpressionOperand{3109};          // found
inline constexpr Code kExpressionOperandAtEnd{3110};     //
inline constexpr Code kExpressionUnexpected{3111};       // found
inline constexpr Code kExpressionExpected{3112};         // expected, found
inline constexpr Code kExpressionExpectedAtEnd{3113};    // expected
inline constexpr Code kExpressionReservedWord{3114};     // word
inline constexpr Code kExpressionUnknownFunction{3115};  // function
inline constexpr Code kExpressionArgumentCount{3116};    // function, count, usage
inline constexpr Code kExpressionChain{3117};            // proposal
inline constexpr Code kExpressionTooDeep{3118};          // limit
inline constexpr Code kExpressionTooLong{3119};          // limit
inline constexpr Code kExpressionUnknownReason{3120};    // word, known
inline constexpr Code kExpressionCodeExpected{3121};     // found
inline constexpr Code kExpressionMixedCodes{3122};       //
inline constexpr Code kExpressionCodeTwice{3123};        // code
inline constexpr Code kExpressionRangeOrder{3124};       //
inline constexpr Code kExpressionBreaksOrder{3125};      // first, second
inline constexpr Code kPatternRange{3126};               // range
inline constexpr Code kPatternSize{3127};                // pattern, limit
inline constexpr Code kPatternOutsideList{3128};         // pattern
inline constexpr Code kPatternTwo{3129};                 // first, second
inline constexpr Code kPatternMatchesNothing{3130};      // pattern, source
inline constexpr Code kUnknownVariable{3131};            // name, source
inline constexpr Code kUnreadVariable{3132};             // name
inline constexpr Code kPatternUnread{3133};              // pattern
inline constexpr Code kNeedsCondition{3140};             // text, proposal
inline constexpr Code kNeedsConditionNotText{3141};      // text
inline constexpr Code kNeedsNumberNotCondition{3142};    // text, proposal
inline constexpr Code kNeedsNumberNotText{3143};         // text
inline constexpr Code kCodedAgainstLabel{3144};          // variable, label, code, proposal
inline constexpr Code kCodedAgainstText{3145};           // variable, text, proposal
inline constexpr Code kNumberAgainstText{3146};          // text, value
inline constexpr Code kTextAgainstNumber{3147};          // text, proposal
inline constexpr Code kMixedResults{3148};               // first, second
inline constexpr Code kOrderOfTexts{3149};               // operator
inline constexpr Code kOrderOfConditions{3150};          // operator
inline constexpr Code kUnknownLabel{3151};               // variable, label
inline constexpr Code kNoValueLabels{3152};              // variable
inline constexpr Code kLabelNeedsVariable{3153};         // text
inline constexpr Code kLabelOfMissing{3154};             // variable, label, proposal
inline constexpr Code kComparedWithMissing{3155};        // proposal

}  // namespace sondeo::code
