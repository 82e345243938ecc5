#pragma once

namespace sondeo::cli {

// How the program ends; a finding's own exit code is the first digit of its number.
inline constexpr int kExitDone = 0;
inline constexpr int kExitUnpublishable = 1;  ///< done, but --strict and some figures are not to be published
inline constexpr int kExitDataFault = 5;
inline constexpr int kExitOutput = 8;
inline constexpr int kExitResource = 9;
inline constexpr int kExitInternal = 10;
inline constexpr int kExitSignal = 128;  ///< + the signal's number

}  // namespace sondeo::cli
