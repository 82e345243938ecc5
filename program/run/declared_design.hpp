#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "program/run/csplan.hpp"

namespace sondeo::run {

/// A study file for a survey whose data file declares its design: what `svyset` of Stata left in the data
/// set's characteristics becomes [design], [weight] and [weight.replicates]; what has no equal here stands in
/// a comment that says so. It lacks the indicators.
/// @param declared  ingest::dta_characteristics of the file
/// @throws Error kNoDeclaredDesign
/// @source Stata Survey Data Reference Manual, svyset
[[nodiscard]] std::string study_of_declared_design(const std::filesystem::path& file,
                                                   const std::map<std::string, std::string>& declared);

/// The same for the design that a CSPLAN ANALYSIS command of SPSS states. An analysis with replacement has no
/// fpc; sizes of populations, or else probabilities of inclusion, are the fpc of equal probabilities without.
/// @param variables  of the data file: SPSS minds no case, a study does
/// @throws Error kCsplanVariable
[[nodiscard]] std::string study_of_csplan(const std::filesystem::path& file, const std::string& syntax,
                                          const CsplanDesign& plan,
                                          const std::vector<std::string>& variables);

}  // namespace sondeo::run
