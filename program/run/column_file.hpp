#pragma once

#include <string>
#include <vector>

#include "program/run/execute.hpp"

namespace sondeo::run {

/// Some columns of a file beside the study's data: a population, its totals.
/// @param absent  the code of an error with the arguments `file` and `column`, for a column that is not there
/// @throws Error  that code; as `data_file` and `ingest::read`
[[nodiscard]] Table read_column_file(const Study& study, const Written& file,
                                     const std::vector<std::string>& names, const RunOptions& options,
                                     Code absent);

}  // namespace sondeo::run
