#pragma once

#include <optional>
#include <string>
#include <vector>

#include "program/run/execute.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// A study to be estimated for some rows of the result.
struct AlternativeRun {
  std::vector<Study> studies;  ///< the first of them that can be estimated counts
  std::optional<std::vector<std::string>>
      breakdown;          ///< variables of the rows that count, sorted; absent: all
  std::string indicator;  ///< whose rows count; "": of all
};

/// One convention changed: the study as another office, package or analyst would estimate it.
struct Alternative {
  std::string name;  ///< "df=inf"
  std::string what;  ///< in English words
  std::vector<AlternativeRun> runs;
};

/// The known ways in which a published figure departs from a study's, the commonest first: degrees of freedom
/// and level, methods of intervals, other weights (those the study declares, those of the file that are named
/// like weights, `weights`) and none, a subset before the design, universes and missing answers, missing
/// policies, lonely PSUs, finite population corrections, parts of the design, calibration, the conventions of
/// packages. Each is the study with one thing changed, to be estimated like any other.
/// @param study    with the indicators and breakdowns of the figures in question, and nothing else
/// @param weights  more weights to try
[[nodiscard]] std::vector<Alternative> alternatives_of(const Study& study, const RunOptions& options,
                                                       const std::vector<Written>& weights);

}  // namespace sondeo::run
