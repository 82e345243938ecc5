#pragma once

#include <optional>
#include <string>
#include <vector>

#include "program/run/execute.hpp"

namespace sondeo::run {

/// Some columns of a file beside the study's data: a population, its totals. Of a workbook those of one
/// sheet.
/// @param names  none: all columns
/// @param absent  the code of an error with the arguments `file` and `column`, for a column that is not there
/// @throws Error  that code; as `data_file` and `ingest::read`; of a workbook as `ingest::read_workbook`,
///         `chosen_sheet` and `table_of_sheet`
[[nodiscard]] Table read_column_file(const Study& study, const Written& file,
                                     const std::vector<std::string>& names, const RunOptions& options,
                                     Code absent, const std::optional<Written>& sheet = {});

}  // namespace sondeo::run
