#pragma once

#include <filesystem>
#include <span>

#include "weights/population_totals.hpp"

namespace sondeo::reports {

/// Totals to be filled in as sheets of a workbook: the columns of a template, `total` empty, codes that are
/// plain numbers as numbers. A template without a sheet's name becomes the sheet "totals"; of two for the
/// same sheet the first is written. The same templates give the same bytes.
/// @param file  is created or replaced
/// @throws Error kOutputFailed
void write_totals_workbook(std::span<const weights::TotalsTemplate> templates,
                           const std::filesystem::path& file);

}  // namespace sondeo::reports
