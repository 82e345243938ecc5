#pragma once

#include <cstddef>
#include <vector>

#include "engine/estimation/change.hpp"
#include "program/run/execute.hpp"

namespace sondeo::run {

/// An edition of a survey with its estimates.
struct Edition {
  const Study& study;
  const RunResult& result;  ///< with scores where editions share PSUs
};

/// What changed between two editions.
struct EditionChanges {
  std::vector<estimation::Change> rows;                           ///< not yet judged
  std::vector<estimation::DisaggregationColumn> disaggregations;  ///< those that both have
  std::size_t shared_psus = 0;
};

/// Every row of both result tables, by indicator, category and cell.
/// @param overlap   whether equal keys are the same PSUs; else the editions are independent
/// @param findings  gets what cannot be compared, and why
[[nodiscard]] EditionChanges changes_between(const Edition& first, const Edition& second, bool overlap,
                                             Diagnostics& findings);

}  // namespace sondeo::run
