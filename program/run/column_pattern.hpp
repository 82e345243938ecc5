#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/base/code.hpp"
#include "engine/base/place.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

/// What is said when a pattern takes nothing, lacks names, or leaves holes: by default of replicate weights.
struct PatternFaults {
  Code absent = code::kReplicateColumnsAbsent;
  Code missing = code::kReplicateColumnsMissing;
  Code gap = code::kReplicateColumnsGap;
};

/// The columns that a text means: a name; `REPWT[1-80]`, `repwt_[001-160]`, whose names must all be there; or
/// a pattern with * and ?, which takes what there is, in the order of `available`, but no run of numbers with
/// holes: a replicate that the file lost would make the variance too small in silence.
/// @param available  names to choose from
/// @param source     what they are of, for messages
/// @throws Error  those of `faults`, kPatternRange, kPatternSize
[[nodiscard]] std::vector<std::string> columns_like(const Written& pattern,
                                                    std::span<const std::string> available,
                                                    const std::string& source,
                                                    const PatternFaults& faults = {});

/// Whether any name is one that the text means.
[[nodiscard]] bool any_column_like(const Written& pattern, std::span<const std::string> available);

}  // namespace sondeo::run
