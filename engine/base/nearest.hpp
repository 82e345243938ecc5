#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo {

/// The names most like `wanted`, best first, at most three: Damerau-Levenshtein distance of at most 2 (1 for
/// names of up to 3 letters, case ignored), or one name beginning with the other.
std::vector<std::string> nearest_names(std::string_view wanted, std::span<const std::string> names);

/// Optimal string alignment distance (insertions, deletions, substitutions, swaps of neighbours), case
/// ignored.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace sondeo
