#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/place.hpp"

namespace sondeo::run {

/// One DESIGN block of SPSS's CSPLAN ANALYSIS: a stage of the sample.
struct CsplanStage {
  std::vector<Written> strata;
  std::optional<Written> cluster;
  std::optional<Written> population;   ///< POPSIZE VARIABLE= or VALUE=
  std::optional<Written> probability;  ///< INCLPROB VARIABLE= or VALUE=
  bool with_replacement = false;       ///< ESTIMATOR TYPE=WR
};

/// The sample design that a CSPLAN ANALYSIS command states.
struct CsplanDesign {
  Written weight;
  std::vector<CsplanStage> stages;  ///< one to three
};

/// Reads the first CSPLAN ANALYSIS of SPSS syntax. Case, line breaks and comments do not matter; keywords are
/// written out.
/// @param source    name of the syntax file
/// @param findings  kCsplanSeveral where there are more
/// @throws Error kCsplanNone, kCsplanSyntax, kCsplanUnequal, kCsplanUnsupported, each with its place
/// @source IBM SPSS Statistics, CSPLAN command: PLANVARS, DESIGN, ESTIMATOR, POPSIZE, INCLPROB
[[nodiscard]] CsplanDesign parse_csplan(const std::string& text, const std::string& source,
                                        Diagnostics& findings);

/// The same of a file. @throws Error kCsplanBinary for a .csaplan, kCsplanUnreadable
[[nodiscard]] CsplanDesign read_csplan(const Written& file, Diagnostics& findings);

}  // namespace sondeo::run
