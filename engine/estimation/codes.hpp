#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// estimation: tests and models, x550 to x569
inline constexpr Code kModelEmpty{5550};         // model
inline constexpr Code kModelResponse{5551};      // model, family, count
inline constexpr Code kModelSingular{6550};      // model, regressors
inline constexpr Code kModelSeparated{6551};     // model, regressors
inline constexpr Code kModelNotConverged{6552};  // model, iterations

// estimation: functions of estimates, x52x and x53x
inline constexpr Code kDerivedUnexpected{3520};       // found
inline constexpr Code kDerivedEnds{3521};             // expected
inline constexpr Code kDerivedUnknownFunction{3522};  // function
inline constexpr Code kDerivedNoIndicator{3523};      //
inline constexpr Code kDerivedVariableTwice{3531};    // variable
inline constexpr Code kDerivedTooDeep{3533};          // limit

// multiple imputation, x57x and x58x
inline constexpr Code kImputationDesign{5570};      // fact, first, other, implicate
inline constexpr Code kImputationModelTerms{5571};  // model, implicate

}  // namespace sondeo::code
