#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace sondeo::run {

/// A study file for a survey whose data file declares its design: what `svyset` of Stata left in the data
/// set's characteristics becomes [design], [weight] and [weight.replicates]; what has no equal here stands in
/// a comment that says so. It lacks the indicators.
/// @param declared  ingest::dta_characteristics of the file
/// @throws Error kNoDeclaredDesign
/// @source Stata Survey Data Reference Manual, svyset
[[nodiscard]] std::string study_of_declared_design(const std::filesystem::path& file,
                                                   const std::map<std::string, std::string>& declared);

}  // namespace sondeo::run
