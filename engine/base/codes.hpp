#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// program: command line and outputs
inline constexpr Code kOutputExists{8001};          // file
inline constexpr Code kOutputNoFolder{8002};        // file, folder
inline constexpr Code kOutputNotOrdinary{8003};     // file
inline constexpr Code kOutputNotAllowed{8004};      // file
inline constexpr Code kOutputNoSpace{8005};         // file
inline constexpr Code kOutputFailed{8006};          // file, reason (errno's name)
inline constexpr Code kFileNotFingerprinted{4710};  // file
inline constexpr Code kInternal{9999};              // what; shown with exit code 10

}  // namespace sondeo::code
