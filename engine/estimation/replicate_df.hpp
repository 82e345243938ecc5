#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/estimation/replicate_variance.hpp"

namespace sondeo::estimation {

/// Rank - 1 of the rows x replicates weights of each part of the sample: what R's degf gives for the subset.
///
/// Two passes over the columns for some hundred parts at a time: one for the lengths of the parts' columns,
/// one for their products. Neighbouring rows whose replicate weights are in the same proportion to the full
/// weight (those of a PSU, without calibration) count as one, and a part of full rank is not looked at again.
/// @param full          full weights; rows with 0 are not in the sample. [rows]
/// @param part_of_row   -1: in none. [rows]
/// @param parts         how many
/// @return              [parts]; -1 for a part without rows
/// @source survey-statistics 5; R survey degf.svyrep.design: qr with tolerance 1e-5
[[nodiscard]] std::vector<double> replicate_df(const GivenReplicates& given, std::span<const double> full,
                                               std::span<const std::int32_t> part_of_row, std::size_t parts);

/// The same of the whole sample.
[[nodiscard]] double replicate_df(const GivenReplicates& given, std::span<const double> full);

}  // namespace sondeo::estimation
