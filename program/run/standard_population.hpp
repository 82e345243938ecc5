#pragma once

#include <string>
#include <vector>

#include "program/run/execute.hpp"

namespace sondeo::run {

/// The groups of a standard population with their shares, which add up to 1.
struct StandardPopulation {
  std::vector<std::vector<std::string>> groups;  ///< codes of the standardising variables
  std::vector<double> shares;                    ///< [groups], > 0
};

/// Reads a file with the standardising variables and `total`.
/// @throws Error kStandardColumnAbsent, kStandardTotal, kStandardGroupTwice; 4xxx
[[nodiscard]] StandardPopulation read_standard_population(const Study& study,
                                                          const estimation::StandardSpec& spec,
                                                          const RunOptions& options);

/// A group as messages name it: "2/north".
[[nodiscard]] std::string group_text(const std::vector<std::string>& codes);

}  // namespace sondeo::run
